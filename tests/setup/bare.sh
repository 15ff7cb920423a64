#!/bin/sh
# Proves that a command works on a bare Debian 12: debootstrap's smallest
# system plus git, make and ca-certificates, in a new folder under ${TMPDIR:-
# /tmp}, with the committed HEAD of this repository cloned into it.
#
#   tests/setup/bare.sh [COMMAND]     default: make check EPISODE=races
#
# It needs root, the network and debootstrap, so "make test" does not run it.
# The mirror is the one that this machine's apt uses; set MIRROR to a URL to
# name another. The exit status is the command's, or 4 if it could not be run.
#
# Mounts are made in a mount namespace of their own and processes run in a PID
# namespace of their own: both are gone when the command ends, however it
# ends, so that nothing but an ordinary folder is left to remove.

set -eu

suite=bookworm
command=${1-make check EPISODE=races}
top=$(cd "$(dirname "$0")/../.." && pwd)

die() {
    printf 'bare.sh: %s\n' "$@" >&2
    exit 4
}

# Prints "URI RELEASE COMPONENT" for each archive of the suite, in either
# format of apt's source lists.
archives() {
    if [ "${MIRROR-}" ]; then
        echo "$MIRROR $suite main"
    else
        # shellcheck disable=SC2016
        apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' \
            'Created-By: Packages' | grep -E " $suite(-updates|-security)? main"
    fi
}

# Gives the new system this machine's way to the archive, without the hooks
# and the third-party sources that may stand beside it.
configure_apt() {
    archives | sed 's/^/deb /' >"$root/etc/apt/sources.list"
    apt-config dump | grep '^Acquire::' >"$root/etc/apt/apt.conf.d/90machine" ||
        true
    for file in auth.conf auth.conf.d keyrings trusted.gpg trusted.gpg.d; do
        [ ! -e "/etc/apt/$file" ] || cp -R "/etc/apt/$file" "$root/etc/apt/"
    done
    cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
}

build() {
    mirror=$(archives | awk -v s="$suite" '$2 == s { print $1; exit }')
    [ "$mirror" ] || die "apt has no source for $suite: set MIRROR to a URL."
    echo "Building a bare $suite (about a minute) ..."
    debootstrap --variant=minbase --include=git,make,ca-certificates \
        "$suite" "$root" "$mirror" >"$work/log" 2>&1 || {
        tail -n 5 "$work/log" >&2
        die 'debootstrap failed; its last lines are above.'
    }
    configure_apt
}

# A bundle, since git refuses to serve a repository that another user owns.
clone() {
    git -c safe.directory="$top" -C "$top" bundle create -q \
        "$root/srv/head.bundle" HEAD
    chroot "$root" git -c advice.detachedHead=false \
        clone -q /srv/head.bundle /srv/parcours
    rm "$root/srv/head.bundle"
}

run() {
    # The outer shell is process 1 there, which Ctrl-C does not reach: "|| exit"
    # keeps it from becoming the command, so that Ctrl-C ends the command.
    # shellcheck disable=SC2016
    unshare --mount --pid --fork --kill-child sh -euc '
        mount -t proc proc "$1/proc"
        mount --rbind /dev "$1/dev"
        mount -t tmpfs tmpfs "$1/dev/shm"
        mount --rbind /sys "$1/sys"
        root=$1 command=$2
        shift 2
        chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin \
            HOME=/root TERM="${TERM-dumb}" "$@" \
            sh -c "cd /srv/parcours && $command" || exit
    ' sh "$root" "$command" \
        ${http_proxy+"http_proxy=$http_proxy"} \
        ${https_proxy+"https_proxy=$https_proxy"} \
        ${no_proxy+"no_proxy=$no_proxy"}
}

[ $# -le 1 ] || die 'usage: tests/setup/bare.sh [COMMAND]'
[ "$(id -u)" = 0 ] || die 'It needs root: run it with sudo.'
command -v debootstrap >/dev/null ||
    die 'It needs debootstrap: apt-get install debootstrap'
[ -z "$(git -c safe.directory="$top" -C "$top" status --porcelain)" ] ||
    echo 'Note: changes that are not committed are not in the clone.'

work=$(mktemp -d)
root=$work/root
trap 'rm -rf --one-file-system "$work"' EXIT
trap 'exit 4' INT TERM HUP
build
clone
printf 'Running: %s\n' "$command"
status=0
run || status=$?
echo "Ended with status $status."
exit $status
