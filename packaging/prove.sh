#!/bin/sh
# Build what people install, and use it on bare systems: sh packaging/prove.sh [deb|rpm|appdir|windows]...
#
# Needs Debian and root. All is built in copies of what git tracks, in build/proof, and quickly
# packed, hence larger than what is released; the bare systems stay there for the next time. The
# exit code is that of the first step that failed.

root=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=packaging/setup.sh
. "$root/packaging/setup.sh"
cd "$root" || exit 1

[ "$(id -u)" = 0 ] || fail "The bare systems of this proof can only be made by root."
find_manager
[ "$manager" = apt-get ] || fail "This proof is made of Debian's packages, and needs Debian."
set_up test run screen test
set_up_system prove
apt-get update -qq || fail "Debian's lists of packages could not be had."
write_utf8
start_screen
mute_if_deaf

proof=$root/build/proof
tree=$proof/tree
dist=$tree/dist
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
# A machine that does other things as well tells how quick a start is, and judges nothing by it.
START=pace
export SOURCE_DATE_EPOCH START

copy_to() { # copy_to FOLDER: what git tracks, as it is now
    rm -rf "$1"
    mkdir -p "$1"
    git ls-files -z | tar --null --files-from=- -cf - | tar -C "$1" -xf -
}

build() { # build DEED...: in the copy
    (cd "$tree" && PYTHONPATH=$tree python packaging/build.py --quick "$@")
}

# With what Debian has today. It keeps only the newest of each package, and our list names another
# once one was renewed: that is no fault of what is proven here.
build_with_debians() { # build_with_debians DEED...
    build "$@" && return
    say "Debian may have renewed a package since: what it has today is proven. In git, run" \
        "python packaging/build.py lock"
    build lock && build "$@"
}

check() { # check FILE: on the bare systems it is for
    (cd "$tree" && PYTHONPATH=$tree python packaging/build.py check --folder "$proof" "$1")
}

# From another copy elsewhere, with the wheels that are loaded already.
is_built_alike() { # is_built_alike DEED FILE
    first=$tree
    tree=$proof/again
    copy_to "$tree"
    mkdir -p "$tree/build/packages"
    cp -R "$first/build/packages/wheels" "$tree/build/packages/"
    cp "$first/packaging/requirements/appdir.txt" "$tree/packaging/requirements/"
    build "$1"
    cmp "$2" "$tree/dist/${2##*/}" && echo "${2##*/} is the same, built again"
    alike=$?
    rm -rf "$tree"
    tree=$first
    return $alike
}

prove_deb() {
    step build_with_debians deb
    file=$(echo "$dist"/*.deb)
    step is_built_alike deb "$file"
    step check "$file"
}

prove_rpm() {
    step build_with_debians rpm
    step check "$(echo "$dist"/*.rpm)"
}

prove_appdir() {
    step build_with_debians appdir
    step check "$(echo "$dist"/*.squashfs)"
}

prove_windows() {
    step build windows --without-vlc
    step sh packaging/check/wine_root.sh "$(echo "$dist"/*.exe)" "$proof"
}

copy_to "$tree"
[ $# != 0 ] || set -- deb rpm appdir windows
for kind in "$@"; do
    "prove_$kind"
done
# Half a gigabyte each, and of no use when all went well.
[ "$code" != 0 ] || rm -rf --one-file-system "$proof"/*/
exit "$code"
