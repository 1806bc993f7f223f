# Shared by ./run and ./test: makes the virtual environment from the pinned dependencies.
# Sourced with $here set; plain POSIX shell, so that a second start costs next to nothing.

say() { printf '%s\n' "$*" >&2; }

is_root() { [ "$(id -u)" = 0 ]; }

has_apt() { command -v apt-get >/dev/null 2>&1; }

# Installs Debian packages where that is allowed, else prints the command and gives up.
# $1: what they are for; the rest: packages.
need_packages() {
    what=$1
    shift
    if has_apt && is_root; then
        say "Installing $what: $*"
        { DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >&2 && return 0
        say "That did not work. Install these packages and start again: $*"
        exit 1
    fi
    if has_apt; then
        say "Missing: $what. Install it with:"
        say "    sudo apt-get install $*"
    else
        say "Missing: $what. Install what your system calls: $*"
    fi
    exit 1
}

has_library() { { ldconfig -p 2>/dev/null || /sbin/ldconfig -p; } 2>/dev/null | grep -q "$1"; }

check_qt_libraries() {
    [ "$(uname -s)" = Linux ] || return 0
    missing=
    for pair in libGL.so.1:libgl1 libEGL.so.1:libegl1 libxkbcommon.so.0:libxkbcommon0 \
        libfontconfig.so.1:libfontconfig1 libdbus-1.so.3:libdbus-1-3 libglib-2.0.so.0:libglib2.0-0; do
        has_library "${pair%%:*}" || missing="$missing ${pair#*:}"
    done
    if [ -n "${DISPLAY:-}" ]; then
        for pair in libxcb-cursor.so.0:libxcb-cursor0 libxkbcommon-x11.so.0:libxkbcommon-x11-0 \
            libxcb-icccm.so.4:libxcb-icccm4 libxcb-keysyms.so.1:libxcb-keysyms1 \
            libxcb-shape.so.0:libxcb-shape0 libxcb-xkb.so.1:libxcb-xkb1; do
            has_library "${pair%%:*}" || missing="$missing ${pair#*:}"
        done
    fi
    if has_apt && [ -z "$(ls /usr/share/fonts/truetype 2>/dev/null)" ]; then
        missing="$missing fonts-dejavu-core"
    fi
    # shellcheck disable=SC2086
    [ -z "$missing" ] || need_packages "libraries that the window needs" $missing
}

find_python() {
    for candidate in python3 python3.13 python3.12 python3.11 python; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$candidate"
            return 0
        fi
    done
    say "Python 3.11 or newer is needed. Install it, for example: sudo apt-get install python3"
    exit 1
}

# Makes .venv from a lock file, unless it is made from exactly that one. $1: lock file.
set_up() {
    lock=$1
    marker="$here/.venv/$(basename "$lock").installed"
    if [ -f "$marker" ] && cmp -s "$marker" "$lock"; then
        return 0
    fi
    waited=0
    until mkdir "$here/.venv.lock" 2>/dev/null; do
        holder=$(cat "$here/.venv.lock/pid" 2>/dev/null || echo)
        if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
            rm -rf "$here/.venv.lock"
            continue
        fi
        [ "$waited" = 0 ] && say "Another start is setting up; waiting for it."
        waited=$((waited + 1))
        [ "$waited" -gt 900 ] && { say "It takes too long. Delete $here/.venv.lock and start again."; exit 1; }
        sleep 1
    done
    echo $$ >"$here/.venv.lock/pid"
    trap 'rm -rf "$here/.venv.lock"' EXIT
    trap 'exit 130' INT TERM
    if ! { [ -f "$marker" ] && cmp -s "$marker" "$lock"; }; then
        python=$(find_python) || exit 1
        "$python" -c 'import ensurepip, venv' 2>/dev/null || need_packages "Python's venv" python3-venv
        check_qt_libraries
        say "Setting up (once, a minute or two) …"
        if [ ! -x "$here/.venv/bin/python" ] || ! "$here/.venv/bin/python" -c 'import pip' 2>/dev/null; then
            rm -rf "$here/.venv"
            "$python" -m venv "$here/.venv" || exit 1
        fi
        "$here/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
            --require-hashes -r "$lock" >&2 || { say "Setting up did not work; see above."; exit 1; }
        cp "$lock" "$marker"
    fi
    rm -rf "$here/.venv.lock"
    trap - EXIT INT TERM
}
