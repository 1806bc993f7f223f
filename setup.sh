# Shared by ./run and ./test: makes the virtual environment from the pinned dependencies.
# Sourced with $here set; plain POSIX shell, so that a second start costs next to nothing.

say() { printf '%s\n' "$*" >&2; }

is_root() { [ "$(id -u)" = 0 ]; }

has_apt() { command -v apt-get >/dev/null 2>&1; }

may_install() { has_apt && is_root; }

# Installs Debian packages; fails where that does not work. $1: what they are for; the rest: packages.
install_packages() {
    what=$1
    shift
    say "Installing $what: $*"
    { DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null
}

# Installs Debian packages where that is allowed, else prints the command and gives up.
# $1: what they are for; the rest: packages.
need_packages() {
    if may_install; then
        install_packages "$@" && return 0
        shift
        say "That did not work. Install these packages and start again: $*"
        exit 1
    fi
    what=$1
    shift
    if has_apt; then
        say "Missing: $what. Install it with:"
        say "    sudo apt-get install $*"
    else
        say "Missing: $what. Install what your system calls: $*"
    fi
    exit 1
}

has_library() { { ldconfig -p 2>/dev/null || /sbin/ldconfig -p; } 2>/dev/null | grep -q "$1"; }

# Looks for all that the system must give, so that one command installs it. $1: the Python to use.
check_system() {
    venv=
    "$1" -c 'import ensurepip, venv' 2>/dev/null || venv=python3-venv
    missing=
    [ "$(uname -s)" != Linux ] || find_missing_libraries
    if has_apt; then
        # shellcheck disable=SC2086
        [ -z "$venv$missing" ] || need_packages "what Python and the window need" $venv $missing
        return 0
    fi
    [ -z "$venv" ] || need_packages "Python's venv" $venv
    # Other systems keep and name libraries in their own ways: tell, and try.
    [ -z "$missing" ] || say "The window may need libraries that are not found here; Debian calls them:$missing"
}

find_missing_libraries() {
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

# Says whether .venv was made by the Python that it still points to: a system's upgrade leaves it with the packages of
# a Python that is gone.
is_same_python() {
    made_with=
    [ ! -f "$here/.venv/made-with" ] || read -r made_with <"$here/.venv/made-with" || :
    [ -n "$made_with" ] && [ "$here/.venv/bin/python" -ef "$made_with" ]
}

is_set_up() { is_same_python && [ -f "$marker" ] && cmp -s "$marker" "$lock"; }

# Makes .venv with pip inside, unless a good one is there.
make_venv() {
    is_same_python && "$here/.venv/bin/python" -c 'import pip' 2>/dev/null && return 0
    rm -rf "$here/.venv"
    "$1" -m venv "$here/.venv" || exit 1
    "$here/.venv/bin/python" -c 'import os, sys; print(os.path.realpath(sys.executable))' >"$here/.venv/made-with"
}

lock_is_stale() {
    if [ -n "$holder" ]; then
        ! kill -0 "$holder" 2>/dev/null
    else
        [ "$waited" -gt 5 ] # it died between two lines, and left no number
    fi
}

# Takes the lock that keeps two starts from setting up at once; one whose holder is gone does not count.
take_lock() {
    waited=0
    until mkdir "$here/.venv.lock" 2>/dev/null; do
        holder=$(cat "$here/.venv.lock/pid" 2>/dev/null || echo)
        if lock_is_stale; then
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
    trap 'exit 130' HUP INT TERM
}

drop_lock() {
    rm -rf "$here/.venv.lock"
    trap - EXIT HUP INT TERM
}

# Makes .venv from a lock file, unless it is made from exactly that one. $1: lock file.
set_up() {
    lock=$1
    marker="$here/.venv/${lock##*/}.installed"
    is_set_up && return 0
    take_lock
    if ! is_set_up; then
        python=$(find_python) || exit 1
        check_system "$python"
        say "Setting up (once, a minute or two) …"
        make_venv "$python"
        "$here/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
            --require-hashes -r "$lock" >&2 || { say "Setting up did not work; see above."; exit 1; }
        cp "$lock" "$marker"
    fi
    drop_lock
}
