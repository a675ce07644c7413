# What the proofs on bare systems share: make one, and give it this machine's way to the registries.
#
# Sourced; POSIX sh. Sets nothing by itself; `folder`, `suite`, `base`, `new` are set by the script.

# shellcheck shell=sh disable=SC2154
failures=0

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
