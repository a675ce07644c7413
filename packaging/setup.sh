# What running and testing share: find what the system lacks, install it, make the environment.
#
# Sourced by run.sh and test.sh, which set `root` (the checkout) first. POSIX sh.
# Rule: where nothing is missing, nothing is asked, fetched or said.

# shellcheck shell=sh disable=SC2154
venv=$root/.venv
log=$root/build/setup.log
is_fresh= # whether apt's lists are
desk=     # a folder for a screen of our own

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$@"
    exit 1
}

# --- the system -----------------------------------------------------------------------------

find_manager() {
    for manager in apt-get dnf pacman brew; do
        command -v "$manager" >/dev/null 2>&1 && return
    done
    manager=none
}

# Set `sudo` to what comes before a command of root's, or say what root should run.
find_root() {
    sudo=
    [ "$(id -u)" != 0 ] || return 0
    sudo=sudo
    command -v sudo >/dev/null 2>&1 ||
        fail "This needs the rights of root, and there is no sudo. As root, run: $*"
}

# Install the packages given by name, without questions; what they print goes to the log.
install_packages() {
    mkdir -p "$root/build"
    case $manager in
        apt-get)
            find_root "apt-get install $*"
            { [ -n "$is_fresh" ] || $sudo apt-get update -qq >"$log" 2>&1; } && is_fresh=yes &&
                $sudo env DEBIAN_FRONTEND=noninteractive \
                    apt-get install -y --no-install-recommends "$@" >>"$log" 2>&1
            ;;
        dnf)
            find_root "dnf install $*"
            $sudo dnf install -y --setopt=install_weak_deps=False "$@" >"$log" 2>&1
            ;;
        pacman)
            find_root "pacman -S $*"
            $sudo pacman -S --needed --noconfirm "$@" >"$log" 2>&1
            ;;
        brew) brew install "$@" >"$log" 2>&1 ;;
        *) fail "This system's package manager is not known here. Please install: $*" ;;
    esac && return
    tail -n 15 "$log" >&2
    fail "$manager could not install what is missing; its last words are above, all of them in $log"
}

# --- what is missing ------------------------------------------------------------------------

has_plugin() {
    for folder in "${VLC_PLUGIN_PATH:-/nowhere}" /usr/lib/*/vlc/plugins /usr/lib64/vlc/plugins \
        /usr/lib/vlc/plugins /usr/local/lib/vlc/plugins; do
        [ -e "$folder/$1" ] && return
    done
    return 1
}

has() { # has KIND NAME: the probes of needs.txt
    case $1 in
        lib) case $libraries in *"$2 "*) ;; *) return 1 ;; esac ;;
        plugin) has_plugin "$2" ;;
        cmd) command -v "$2" >/dev/null 2>&1 ;;
        font) fc-list -q "$2" 2>/dev/null ;;
        app) [ -d "/Applications/$2.app" ] || [ -d "$HOME/Applications/$2.app" ] ;;
    esac
}

# Print `packages|what for` for every need of the groups given which is not met.
missing() {
    libraries=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null)
    sed -e '/^#/d' -e 's/ *| */|/g' "$root/packaging/needs.txt" |
        while IFS='|' read -r group probe purpose apt dnf pacman brew; do
            case " $* " in *" $group "*) ;; *) continue ;; esac
            case $manager in
                dnf) packages=$dnf ;;
                pacman) packages=$pacman ;;
                brew) packages=$brew ;;
                *) packages=$apt ;;
            esac
            [ "$packages" = - ] || has "${probe%% *}" "${probe#* }" || echo "$packages|$purpose"
        done
}

# Install whatever the groups given lack: set_up_system run screen test
set_up_system() {
    lacking=$(missing "$@" | sort -u)
    [ -n "$lacking" ] || return 0
    say "Notereel needs these from your system; $manager installs them now (a minute or two, once):"
    echo "$lacking" | while IFS='|' read -r packages purpose; do
        printf '  %-28s %s\n' "$packages" "$purpose" >&2
    done
    # One package may meet several needs; words are wanted here, hence no quotes.
    # shellcheck disable=SC2046
    install_packages $(echo "$lacking" | sed 's/|.*//' | tr ' ' '\n' | sort -u)
    lacking=$(missing "$@" | sort -u)
    [ -z "$lacking" ] || say "Still missing, so some things may not work: $(echo "$lacking" | tr '\n' ' ')"
}

# --- Python ---------------------------------------------------------------------------------

is_python() { # new enough for us, old enough for Qt's wheels, and able to make an environment
    "$1" -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' \
        >/dev/null 2>&1
}

find_python() {
    for python in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do
        is_python "$python" && return
    done
    return 1
}

# The newest Python beside the usual one that this system offers (Ubuntu 22.04: python3.11).
other_python() {
    for version in 3.14 3.13 3.12 3.11; do
        apt-cache show "python$version-venv" >/dev/null 2>&1 || continue
        echo "python$version python$version-venv"
        return
    done
}

set_up_python() {
    find_python && return
    say "Notereel runs on Python 3.11 or newer; $manager installs it now."
    case $manager in
        apt-get) install_packages python3 python3-venv ;;
        pacman) install_packages python ;;
        brew) install_packages python@3.13 ;;
        *) install_packages python3 ;;
    esac
    find_python && return
    if [ "$manager" = apt-get ] && [ -n "$(other_python)" ]; then
        # shellcheck disable=SC2046
        install_packages $(other_python)
        find_python && return
    fi
    fail "Notereel needs Python 3.11 to 3.14, and this system offers $(python3 -V 2>&1)." \
        "Debian 12 and Ubuntu 22.04 and all newer ones have it. With another Python at hand:" \
        "PYTHON=/path/to/python3.12 sh packaging/run.sh"
}

# --- the environment ------------------------------------------------------------------------

# Names everything the environment was made from; another name means making it again.
fingerprint() {
    echo "$root $("$venv/bin/python" -V 2>&1)" |
        cat - "$root/pyproject.toml" "$root/packaging/constraints.txt" \
            "$root/packaging/needs.txt" "$root/packaging/setup.sh" | cksum
}

is_ready() { # is_ready run|test
    [ -x "$venv/bin/python" ] && [ "$(cat "$venv/ready-$1" 2>/dev/null)" = "$(fingerprint)" ]
}

# Fill .venv for `run` or `test`.
set_up_environment() {
    extras=
    [ "$1" = run ] || extras="[$1]"
    say "Notereel fetches its Python packages into .venv (about 160 MB, once)."
    is_python "$venv/bin/python" || "$python" -m venv --clear "$venv" ||
        fail "Python could not make an environment in $venv."
    # The variables lock the build's own packages too: which of them is heard depends on pip's age.
    # They are lists with spaces between, hence the short name, from within the checkout.
    (
        cd "$root" && locked=packaging/constraints.txt &&
            PIP_CONSTRAINT=$locked PIP_BUILD_CONSTRAINT=$locked "$venv/bin/python" -m pip install \
                --quiet --disable-pip-version-check -c "$locked" -e ".$extras"
    ) ||
        fail "pip could not fetch the Python packages; its last words are above." \
            "Without a network, give it a folder of wheels: PIP_FIND_LINKS=/path PIP_NO_INDEX=1"
    fingerprint >"$venv/ready-run"
    [ "$1" = run ] || fingerprint >"$venv/ready-$1"
}

# Make everything ready for `run` or `test`, with the groups of needs.txt that follow.
set_up() {
    is_ready "$1" && return
    goal=$1
    shift
    find_manager
    set_up_python
    set_up_system "$@"
    set_up_environment "$goal"
}

# --- steps ----------------------------------------------------------------------------------

code=0
step() { # step COMMAND...: say it and run it; `code` is that of the first one that failed
    say "== $*"
    PATH="$venv/bin:$PATH" "$@" || {
        failed=$?
        [ "$code" != 0 ] || code=$failed
    }
}

# --- a screen, and silence ------------------------------------------------------------------

has_screen() {
    [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname)" = Darwin ]
}

# Start Xvfb on a free display, until the script ends.
start_screen() {
    command -v Xvfb >/dev/null 2>&1 || { find_manager && set_up_system screen; }
    desk=$(mktemp -d)
    trap '{ kill "$screen"; wait "$screen"; } 2>/dev/null; rm -rf "$desk"' EXIT
    trap 'exit 130' INT TERM HUP
    Xvfb -displayfd 1 -screen 0 1440x900x24 -nolisten tcp >"$desk/display" 2>"$desk/errors" &
    screen=$!
    tries=0
    until [ -s "$desk/display" ]; do
        tries=$((tries + 1))
        if [ "$tries" -gt 100 ] || ! kill -0 "$screen" 2>/dev/null; then
            cat "$desk/errors" >&2
            fail "The stand-in screen (Xvfb) did not start."
        fi
        sleep 0.1
    done
    DISPLAY=:$(cat "$desk/display")
    export DISPLAY QT_QPA_PLATFORM=xcb
    unset WAYLAND_DISPLAY
    [ -n "${XDG_RUNTIME_DIR:-}" ] || export XDG_RUNTIME_DIR="$desk"
}

# Qt wants UTF-8, and warns of anything else; a bare system has no locale at all.
write_utf8() {
    case $(uname)${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
        Darwin* | *UTF-8 | *utf8 | *utf-8) ;;
        *) export LC_ALL=C.UTF-8 ;;
    esac
}

# Without a sound card libVLC complains at every buffer: give it a place to play to. ALSA takes
# a list with spaces between, so a checkout whose path has one lends it a copy beside the screen.
mute_if_deaf() {
    [ ! -e /dev/snd/timer ] && [ -z "${PULSE_SERVER:-}${ALSA_CONFIG_PATH:-}" ] &&
        [ ! -S "${XDG_RUNTIME_DIR:-/nowhere}/pulse/native" ] && [ "$(uname)" != Darwin ] || return 0
    nowhere=$root/packaging/alsa-null.conf
    case $root in
        *' '*)
            [ -n "$desk" ] || return 0
            cp "$nowhere" "$desk/alsa-null.conf"
            nowhere=$desk/alsa-null.conf
            ;;
    esac
    export ALSA_CONFIG_PATH="$nowhere"
}
