# shellcheck shell=sh disable=SC2034 # parcours and work are for who includes it
# What the scripts beside it share. What was said last is in $work/said.

parcours=build/parcours
work=$(mktemp -d) || exit 4
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
failed=0
number=0

# check TITLE COMMAND...: one line of TAP
check() {
    title=$1
    shift
    number=$((number + 1))
    if "$@"; then
        echo "ok $number - $title"
    else
        echo "not ok $number - $title"
        sed 's/^/# /' "$work/said"
        failed=$((failed + 1))
    fi
}

says() {
    grep -qF -e "$1" "$work/said"
}
