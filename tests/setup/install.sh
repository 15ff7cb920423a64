#!/bin/sh
# Tests setup/install with fake package managers, sudo and id: nothing is
# installed, no privilege is used and the network is not touched. Prints TAP.
#
# Every case runs a copy of setup/ in a folder of its own. Its PATH holds the
# fakes and the few ordinary tools the script uses, so what this machine has
# installed makes no difference.

set -u

top=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP

bin=$work/bin
course=$work/course
calls=$work/calls
count=0
failed=0

# --- the fake machine ----------------------------------------------------

# fake NAME LINE...: a command that records its call and runs the lines.
fake() {
    name=$1
    shift
    {
        printf '#!%s\n' "$work/tools/sh"
        # shellcheck disable=SC2016
        printf 'echo "${0##*/} $*" >>"%s"\n' "$calls"
        [ $# -eq 0 ] || printf '%s\n' "$@"
    } >"$bin/$name"
    chmod +x "$bin/$name"
}

# An apt-get or dnf or pacman that works: the missing tool appears.
fake_working() {
    fake "$1" ': >"'"$bin"'/parcours-absent"' \
        'chmod +x "'"$bin"'/parcours-absent"'
}

# machine ID VERSION USER-ID: a new machine that lacks parcours-absent and
# x-absent.h and has no sudo.
machine() {
    rm -rf "$bin" "$course"
    mkdir -p "$bin" "$course/setup" "$work/include"
    cp "$top/setup/install" "$course/setup/install"
    : >"$work/include/x-present.h"
    : >"$calls"
    printf '%s\n' "ID=$1" "VERSION_ID=$2" "PRETTY_NAME='The $1 $2'" \
        >"$work/os-release"
    fake id "echo $3"
    fake sleep
    fake present
    fake true
    cat >"$course/setup/packages" <<'END'
# a comment

there   run   present         p-deb     p-rpm     p-arch
    is there
header  run   x-present.h     h-deb     h-rpm     h-arch
    is there too
absent  run   parcours-absent a-deb     a-rpm     a-arch
    is not there
again   test  parcours-absent a-deb     a-rpm     a-arch
    comes in the same package
END
}

use_real_table() {
    cp "$top/setup/packages" "$course/setup/packages"
}

# install ARGUMENT...: runs the copy; output in $work/out, status in $status.
install() {
    status=0
    (cd / && env -i PATH="$bin:$work/tools" CPATH="$work/include" \
        PARCOURS_OS_RELEASE="$work/os-release" \
        "$course/setup/install" "$@") >"$work/out" 2>&1 </dev/null || status=$?
}

# --- checks --------------------------------------------------------------

wrong=''

# want WHAT CONDITION...: remembers WHAT if the command fails.
want() {
    what=$1
    shift
    "$@" || wrong="$wrong
#   not so: $what"
}

exits() { want "exit status $1 (it is $status)" [ "$status" -eq "$1" ]; }
says() { want "prints: $1" grep -qF -e "$1" "$work/out"; }
silent() { want 'prints nothing' [ ! -s "$work/out" ]; }
called() { want "calls: $1" grep -qxF -e "$1" "$calls"; }
no_call() { want "no call of $1" eval "! grep -q '^$1 ' '$calls'"; }
logged() { want "log has: $1" grep -qF -e "$1" "$course/build/setup.log"; }
calls_are() {
    want "$1 is called $2 times" [ "$(grep -c "^$1 " "$calls")" -eq "$2" ]
}

case_ends() {
    count=$((count + 1))
    if [ "$wrong" ]; then
        failed=$((failed + 1))
        printf 'not ok %d - %s%s\n' $count "$1" "$wrong"
        sed 's/^/#   | /' "$work/out"
    else
        printf 'ok %d - %s\n' $count "$1"
    fi
    wrong=''
}

# --- cases ---------------------------------------------------------------

apt_install='env LC_ALL=C DEBIAN_FRONTEND=noninteractive apt-get install'
apt_flags='-y --no-install-recommends'

nothing_missing() {
    machine debian 12 0
    fake parcours-absent
    fake_working apt-get
    install run test
    exits 0
    silent
    no_call apt-get
    no_call id
    want 'no build folder is made' [ ! -e "$course/build" ]
    case_ends 'nothing missing: silent, and nothing is run'
}

missing_as_root() {
    machine debian 12 0
    fake_working apt-get
    install test
    exits 0
    says 'absent        is not there'
    says 'All there.'
    called "apt-get install $apt_flags a-deb"
    calls_are apt-get 1
    logged "\$ apt-get install $apt_flags a-deb"
    install test
    exits 0
    silent
    case_ends 'missing, as root: installs, then is silent'
}

missing_with_sudo() {
    machine debian 12 1000
    fake_working apt-get
    # shellcheck disable=SC2016
    fake sudo 'shift; exec "$@"'
    install run
    exits 0
    called "sudo -n $apt_install $apt_flags a-deb"
    calls_are apt-get 1
    case_ends 'missing, sudo asks no password: installs through sudo'
}

missing_sudo_asks() {
    machine debian 12 1000
    fake_working apt-get
    fake sudo 'exit 1'
    install run
    exits 3
    says 'sudo apt-get update && sudo apt-get install'
    says 'a-deb'
    no_call apt-get
    want 'no build folder is made' [ ! -e "$course/build" ]
    case_ends 'missing, sudo asks a password: prints the command'
}

missing_no_sudo() {
    machine debian 12 1000
    fake_working apt-get
    install run
    exits 3
    says 'run this as root:'
    says "    apt-get update && apt-get install $apt_flags a-deb"
    no_call apt-get
    case_ends 'missing, no sudo: prints the command for root'
}

command_can_be_pasted() {
    machine debian 12 1000
    use_real_table
    fake_working apt-get
    fake sudo 'exit 1'
    install extra
    exits 3
    want 'at most 80 columns' eval "! grep -q '.\{81\}' '$work/out'"
    # shellcheck disable=SC2016
    fake sudo '"$@"'
    sed -n '/^    sudo /,$p' "$work/out" >"$work/pasted"
    env -i PATH="$bin:$work/tools" sh "$work/pasted"
    called 'apt-get update'
    want 'one install with the first and the last package' \
        grep -q "^apt-get install $apt_flags gcc .*shellcheck\$" "$calls"
    case_ends 'the printed command runs as pasted and fits 80 columns'
}

# other_distribution ID MANAGER LIBTSAN FORMATTER COMMAND
other_distribution() {
    machine "$1" 40 0
    use_real_table
    fake_working "$2"
    install extra
    exits 3
    says "not run on The $1 40"
    want "calls $5 with $3 and $4" \
        grep -q "^$2 $5 .*$3 .*$4" "$calls"
    says 'still missing'
    case_ends "$1: its own names, a note that they were not run"
}

like_debian() {
    machine mint 21 0
    echo 'ID_LIKE="ubuntu debian"' >>"$work/os-release"
    fake_working apt-get
    install run
    exits 0
    says 'not run on The mint 21'
    called "apt-get install $apt_flags a-deb"
    case_ends 'a relative of Debian: found by ID_LIKE'
}

unknown_distribution() {
    machine plan9 4 0
    fake_working apt-get
    install run
    exits 3
    says 'No known package manager on The plan9 4.'
    says 'absent        is not there'
    no_call apt-get
    case_ends 'unknown distribution: names what to install'
}

no_manager() {
    machine debian 12 0
    install run
    exits 3
    says 'No known package manager on The debian 12.'
    case_ends 'no package manager on the PATH'
}

old_lists() {
    machine debian 12 0
    # shellcheck disable=SC2016
    fake apt-get \
        '[ $1 != update ] || { : >"$0.lists"; exit; }' \
        '[ -e "$0.lists" ] || {' \
        'echo "E: Unable to locate package a-deb"; exit 100; }' \
        ": >'$bin/parcours-absent'; chmod +x '$bin/parcours-absent'"
    install run
    exits 0
    calls_are apt-get 3
    called 'apt-get update'
    case_ends 'package lists too old: fetches them and tries again'
}

apt_fails() {
    machine debian 12 0
    fake apt-get 'echo "E: Broken packages"' 'exit 100'
    install run
    exits 4
    says 'apt-get ended with status 100.'
    says '    E: Broken packages'
    says 'build/setup.log'
    logged 'E: Broken packages'
    case_ends 'apt-get fails: its status, its reason and the log are named'
}

no_network() {
    machine debian 12 0
    # shellcheck disable=SC2016
    fake apt-get '[ $1 != update ] || {' \
        'echo "W: Temporary failure resolving '\''mirror'\''"; exit 0; }' \
        'echo "E: Unable to locate package a-deb"; exit 100'
    install run
    exits 4
    says 'the package server could not be reached'
    case_ends 'no network: said, though apt-get update ends with 0'
}

lock_held() {
    machine debian 12 0
    fake apt-get 'echo "E: Could not get lock /l. It is held by 7"' 'exit 100'
    install run
    exits 4
    says 'waiting up to 60 s'
    says 'still'
    calls_are sleep 30
    case_ends 'the lock stays held: waits 60 s, then gives up'
}

lock_released() {
    machine debian 12 0
    # shellcheck disable=SC2016
    fake apt-get '[ -e "$0.once" ] || { : >"$0.once"' \
        'echo "E: Could not get lock /l. It is held by 7"; exit 100; }' \
        ": >'$bin/parcours-absent'; chmod +x '$bin/parcours-absent'"
    install run
    exits 0
    calls_are sleep 1
    case_ends 'the lock is released: goes on'
}

disk_full() {
    machine debian 12 0
    fake apt-get 'echo "E: You don'\''t have enough free space in /var."' \
        'exit 100'
    install run
    exits 4
    says 'the disk is full'
    calls_are apt-get 1
    case_ends 'the disk is full: said at once'
}

interrupted() {
    machine debian 12 0
    fake apt-get 'echo "E: dpkg was interrupted, you must manually run it"' \
        'exit 100'
    install run
    exits 4
    says '    dpkg --configure -a'
    case_ends 'dpkg was interrupted: the command that finishes it'
}

still_missing() {
    machine debian 12 0
    fake apt-get
    install run
    exits 3
    says 'Installed, but these are still missing:'
    says 'a-deb'
    says 'build/setup.log'
    case_ends 'installed, but still missing: package and log are named'
}

log_cannot_be_written() {
    machine debian 12 0
    fake_working apt-get
    : >"$course/build"
    install run
    exits 4
    says 'build/setup.log cannot be written'
    no_call apt-get
    case_ends 'the log cannot be written: said, and nothing is run'
}

usage_errors() {
    machine debian 12 0
    fake_working apt-get
    install
    exits 2
    says 'usage:'
    install nonsense
    exits 2
    says 'no group "nonsense"'
    no_call apt-get
    case_ends 'usage errors: exit 2'
}

listing() {
    machine debian 12 0
    fake_working apt-get
    install --list run
    exits 3
    says 'PASS     header'
    says 'MISSING  absent'
    says "         apt-get install $apt_flags a-deb"
    install --tsv test
    exits 3
    says "PASS	there	is there	"
    says "MISSING	again	comes in the same package	apt-get install"
    want 'four fields in each row' \
        eval "! grep -qv '^[^	]*	[^	]*	[^	]*	[^	]*\$' '$work/out'"
    no_call apt-get
    case_ends '--list and --tsv: status, purpose and remedy'
}

# A dangling link, and Fedora's linker script for an absent library, are not
# libraries.
libraries() {
    machine debian 12 0
    # shellcheck disable=SC2016
    fake gcc 'echo "'"$work"'/lib/${1#*=}"'
    mkdir "$work/lib"
    : >"$work/lib/real"
    ln -s real "$work/lib/liblinked.so"
    ln -s nothing "$work/lib/libdangling.so"
    echo "INPUT ( $work/lib/real )" >"$work/lib/libscript.so"
    echo "INPUT ( $work/lib/nothing )" >"$work/lib/libempty.so"
    for library in linked dangling script empty none; do
        printf '%s\n    a library\n' "$library run lib$library.so - - -"
    done >"$course/setup/packages"
    install --tsv run
    says 'PASS	linked'
    says 'MISSING	dangling'
    says 'PASS	script'
    says 'MISSING	empty'
    says 'MISSING	none'
    case_ends 'libraries: links, linker scripts, absent ones'
}

# Debian's name of gcc's plugins has gcc's version in it.
plugins() {
    machine debian 12 0
    printf '%s\n    a plugin\n' 'plugin run plugin:p.h gcc-GCC-dev - -' \
        >"$course/setup/packages"
    install --list run
    says "         apt-get install $apt_flags gcc-12-dev"
    fake apt-cache 'echo gcc; echo "  Depends: cpp"; echo "  Depends: gcc-14"' \
        'echo "  Suggests: gcc-doc"'
    install --list run
    says "         apt-get install $apt_flags gcc-14-dev"
    mkdir -p "$work/plugin/include"
    # shellcheck disable=SC2016
    fake gcc 'case $1 in -d*) echo 13.2.0 ;; *) echo "'"$work"'/plugin" ;; esac'
    install --list run
    says "         apt-get install $apt_flags gcc-13-dev"
    : >"$work/plugin/include/p.h"
    install --list run
    says 'PASS     plugin'
    case_ends "plugins of gcc: those of its version"
}

# Each row of the real table: six words, a known group, and a purpose that
# leaves a line of make doctor within 80 columns.
real_table() {
    awk '/^#/ || /^$/ { next }
        /^ / { bad += !row || length > 4 + 55; row = 0; next }
        { bad += row || NF != 6 || $2 !~ /^(run|test|extra|figures|bench)$/; row = 1; n++ }
        END { exit bad || row || n < 10 }' "$top/setup/packages"
    want 'every row is whole' [ $? -eq 0 ]
    case_ends 'setup/packages is well formed'
}

mkdir "$work/tools"
for tool in sh env mkdir chmod chown cat grep sed; do
    ln -s "$(command -v $tool)" "$work/tools/$tool"
done

nothing_missing
missing_as_root
missing_with_sudo
missing_sudo_asks
missing_no_sudo
command_can_be_pasted
other_distribution fedora dnf libtsan clang-tools-extra install
other_distribution arch pacman gcc-libs clang -S
like_debian
unknown_distribution
no_manager
old_lists
apt_fails
no_network
lock_held
lock_released
disk_full
interrupted
still_missing
log_cannot_be_written
usage_errors
listing
libraries
plugins
real_table

echo "1..$count"
[ $failed -eq 0 ]
