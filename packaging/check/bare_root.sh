# What the proofs on bare systems share: make one, and give it this machine's way to the registries.
#
# Sourced; POSIX sh. `folder`, `suite` and `here` are set by the script, `name`, `new`, `base` and
# `tests` by `call_it`, or by a script for which no system is made.

# shellcheck shell=sh disable=SC2154
failures=0

go_apart() { # go_apart ARGUMENTS...: as root, begin again in namespaces that take the mounts with them
    [ "$(id -u)" = 0 ] || { echo "This makes a root of its own, so it must be run by root." >&2; exit 2; }
    [ -z "${IN_NAMESPACE:-}" ] || return 0
    export IN_NAMESPACE=1
    exec unshare --mount --pid --fork --kill-child --propagation private sh "$0" "$@"
}

call_it() { # call_it NAME: what is made in the folder, and what lies there, bears this name
    name=$1
    new=$folder/$name
    base=$folder/$suite.tar
    tests=$here/../../tests
}

note() { printf '\n### %s\n' "$*"; }

check() { # check WHAT COMMAND...: say how it went, and remember a failure
    what=$1
    shift
    if "$@"; then echo "ok      $what"; else
        echo "FAILED  $what"
        failures=$((failures + 1))
    fi
}

make_base() {
    [ -s "$base" ] && return
    debootstrap --variant=minbase "$suite" "$folder/base-$suite" >"$base.log" 2>&1
    tar -C "$folder/base-$suite" -cf "$base.part" .
    mv "$base.part" "$base"
    rm -rf --one-file-system "$folder/base-$suite"
}

# The way to the registries, as this machine has it; nothing of what is installed here.
hand_on_settings() {
    for file in $(grep -ls Acquire /etc/apt/apt.conf /etc/apt/apt.conf.d/*) /etc/apt/auth.conf.d/* \
        /etc/pip.conf "${PIP_CONFIG_FILE:-}" /etc/resolv.conf /etc/hosts \
        /etc/ssl/certs/ca-certificates.crt /usr/local/share/ca-certificates/*; do
        [ -f "$file" ] || continue
        mkdir -p "$new${file%/*}"
        cp -L "$file" "$new$file"
    done
}

unpack_base() {
    rm -rf --one-file-system "$new"
    mkdir -p "$new"
    tar -C "$new" -xf "$base"
    hand_on_settings
    mount -t proc proc "$new/proc"
    mount --rbind /dev "$new/dev"
}

furnish() { # furnish PACKAGES...: a bare system with these in it, and a user “reader”
    unpack_base
    chroot "$new" apt-get update -qq >"$folder/$name-prepare.log" 2>&1
    chroot "$new" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y \
        --no-install-recommends "$@" >>"$folder/$name-prepare.log" 2>&1
    chroot "$new" useradd -m reader
}

# What drives the program from outside, and a vault with a film of every kind, for a user “reader”.
lay_proof() {
    mkdir -p "$new/proof/tests/benchmarks"
    cp "$here/smoke.py" "$here/outside.py" "$here/alsa-to-file.conf" "$here/../vlc-plugins.txt" \
        "$new/proof/"
    cp "$tests/frame_code.py" "$tests/films.py" "$new/proof/tests/"
    cp "$tests/benchmarks/start.py" "$new/proof/tests/benchmarks/"
    "${PYTHON:-python3}" "$here/films.py" "$folder/vault"
    cp -r "$folder/vault" "$new/home/reader/vault"
    # A sign of a sound server, so that sound is played at all; it goes to a file.
    mkdir -m 700 "$new/home/reader/runtime"
    touch "$new/home/reader/runtime/pipewire-0"
    chroot "$new" chown -R reader: /home/reader
}

start_screen() {
    mkdir -p "$new/tmp/.X11-unix"
    mount --bind /tmp/.X11-unix "$new/tmp/.X11-unix"
    rm -f "$folder/$name-display"
    nice -n -15 Xvfb -displayfd 3 -screen 0 1440x900x24 -nolisten tcp 3>"$folder/$name-display" 2>/dev/null &
    tries=0
    until [ -s "$folder/$name-display" ]; do
        tries=$((tries + 1))
        [ "$tries" -lt 100 ] || { echo "The stand-in screen (Xvfb) did not start." >&2; exit 1; }
        sleep 0.1
    done
    display=:$(cat "$folder/$name-display")
}

# First in the queue: a start that is measured shall not be measured by what else is at work.
as_reader() { # as_reader COMMAND: as the user, with nothing of this machine's environment
    nice -n -15 chroot "$new" su - reader -c "export DISPLAY=$display LC_ALL=C.UTF-8 \
        XDG_RUNTIME_DIR=/home/reader/runtime ALSA_CONFIG_PATH=/proof/alsa-to-file.conf
        $1" </dev/null
}

files() { # files PLACES...: all of the system, but for these, the proof, and what is the user's own
    passed="-path /proc -o -path /dev -o -path /tmp -o -path /proof -o -path /home"
    for each in "$@"; do passed="$passed -o -path $each"; done
    # shellcheck disable=SC2086 # several words
    chroot "$new" find / -xdev \( $passed \) -prune -o -print | sort
}

keep_pictures() { # what the user has photographed, in the folder
    rm -f "${folder:?}/$name"-*.png
    for each in "$new"/home/reader/*.png; do
        [ ! -f "$each" ] || mv "$each" "$folder/$name-${each##*/}"
    done
}
