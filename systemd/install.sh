#!/bin/sh
# Install feeder as a system service. `make install` calls this as root, from the checkout.
#
#   PYTHON   the Python to run on, 3.11 or newer, where the service may read it
#   PREFIX   where the program goes, an environment of its own (/opt/feeder)
#   LIBDIR   where the files for systemd go (/usr/local/lib)
#   DESTDIR  for packages: everything goes below this folder, and nothing on this machine is set up
#
# Run again, it updates: configuration, entries and feeds stay, and a running service is started anew.
set -eu
: "${PYTHON:=python3}" "${PREFIX:=/opt/feeder}" "${LIBDIR:=/usr/local/lib}" "${DESTDIR:=}"
umask 022
target=$DESTDIR$PREFIX
staged=$target.new
configuration=$DESTDIR/etc/feeder/feeder.toml

fail() {
    echo "install: $*" >&2
    exit 1
}

check_machine() {
    "$PYTHON" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
        fail "$PYTHON is not Python 3.11 or newer with venv (Debian: python3-venv); name another: make install PYTHON=…"
    [ -z "$DESTDIR" ] || return 0
    base=$("$PYTHON" -c 'import sys; print(sys.base_prefix)')
    case $base in
    /root/* | /home/*) fail "$PYTHON lies in $base, where no service may read; try: make install PYTHON=/usr/bin/python3" ;;
    esac
    [ "$(id -u)" -eq 0 ] || fail "this needs root: sudo make install"
    command -v systemd-sysusers >/dev/null || fail "there is no systemd here; run the daemon with: make run"
}

pip_install() {
    "$staged/bin/python" -m pip --disable-pip-version-check --no-cache-dir --quiet install "$@"
}

# The environment is made beside the old one and moved into its place whole: a download that fails breaks nothing.
install_program() {
    echo "Setting up $PREFIX: about a minute."
    rm -rf "$staged"
    mkdir -p "$(dirname "$staged")"
    "$PYTHON" -m venv "$staged"
    pip_install --require-hashes -r requirements-build.lock
    pip_install --require-hashes --no-build-isolation --use-pep517 -r requirements.lock
    pip_install --no-build-isolation --no-deps .
    # The driver of PostgreSQL comes only where the configuration asks for it.
    if grep -qs '^ *state *= *"postgresql' "$configuration"; then
        pip_install --no-build-isolation '.[postgresql]'
    fi
    mkdir -p "$staged/share/doc/feeder"
    cp -R README.md CHANGELOG.md docs systemd/drop-ins "$staged/share/doc/feeder/"
    # The scripts name the folder that they were made in; what they must name is the one where they will run.
    grep -rlIZ --fixed-strings "$staged" "$staged/bin" "$staged/pyvenv.cfg" | xargs -0 sed -i "s|$staged|$PREFIX|g"
    make_configuration # with the new program, while a failure still changes nothing
    rm -rf "$target.old"
    [ ! -e "$target" ] || mv "$target" "$target.old"
    mv "$staged" "$target"
    rm -rf "$target.old"
}

# Only where there is none. Its authority is one that `feeder init` made up: it must be unlike that of every other
# installation.
make_configuration() {
    [ ! -e "$configuration" ] || return 0
    scratch=$(mktemp -d)
    "$staged/bin/python" -m feeder init "$scratch/new" >/dev/null
    authority=$(sed -n 's/^ *authority *= *"\([^"]*\)".*/\1/p' "$scratch/new/feeder.toml")
    rm -rf "$scratch"
    [ -n "$authority" ] || fail "feeder init made no authority; this is a fault of feeder: please report it"
    zone=$(readlink -f /etc/localtime | sed -n 's|.*/zoneinfo/||p')
    case $zone in */* | UTC) ;; *) zone=UTC ;; esac
    (
        umask 027
        mkdir -p "$(dirname "$configuration")"
        sed "s|@AUTHORITY@|$authority|; s|@TIMEZONE@|$zone|" systemd/feeder.toml >"$configuration"
    )
}

install_service() {
    mkdir -p "$DESTDIR$LIBDIR/systemd/system" "$DESTDIR$LIBDIR/sysusers.d" "$DESTDIR$LIBDIR/tmpfiles.d"
    sed "s|/opt/feeder|$PREFIX|g" systemd/feeder.service >"$DESTDIR$LIBDIR/systemd/system/feeder.service"
    cp systemd/feeder.sysusers "$DESTDIR$LIBDIR/sysusers.d/feeder.conf"
    cp systemd/feeder.tmpfiles "$DESTDIR$LIBDIR/tmpfiles.d/feeder.conf"
    command=$DESTDIR/usr/local/bin/feeder
    if [ ! -e "$command" ] || [ -L "$command" ]; then
        mkdir -p "$(dirname "$command")"
        ln -sfn "$PREFIX/bin/feeder" "$command"
    fi
}

set_up_machine() {
    systemd-sysusers "$LIBDIR/sysusers.d/feeder.conf"
    systemd-tmpfiles --create "$LIBDIR/tmpfiles.d/feeder.conf"
    chgrp feeder /etc/feeder "$configuration"
    if [ -d /run/systemd/system ]; then
        systemctl daemon-reload
        systemctl try-restart feeder.service
    fi
}

say_what_next() {
    cat <<END

$("$target/bin/feeder" --version) is installed. It does not run yet unless it did before.

  configure   /etc/feeder/feeder.toml: sources, topics, the address of the feeds
  check       sudo -u feeder feeder check --config /etc/feeder/feeder.toml
  start       sudo systemctl enable --now feeder
  look        systemctl status feeder; journalctl -u feeder; sudo -u feeder feeder status
  serve       /var/lib/feeder/public, with any web server: $PREFIX/share/doc/feeder/docs/serving.md
END
}

check_machine
install_program
install_service
if [ -z "$DESTDIR" ]; then
    set_up_machine
    say_what_next
fi
