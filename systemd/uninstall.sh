#!/bin/sh
# Remove the service that install.sh put in place. `make uninstall` calls this as root.
# What is the user's stays: the configuration, the entries, the feeds, and the user account that owns them.
set -eu
: "${PREFIX:=/opt/feeder}" "${LIBDIR:=/usr/local/lib}" "${DESTDIR:=}"

if [ -z "$DESTDIR" ] && [ "$(id -u)" -ne 0 ]; then
    echo "uninstall: this needs root: sudo make uninstall" >&2
    exit 1
fi
if [ -z "$DESTDIR" ] && [ -d /run/systemd/system ] && [ -e "$LIBDIR/systemd/system/feeder.service" ]; then
    systemctl disable --now feeder.service
fi
rm -f "$DESTDIR$LIBDIR/systemd/system/feeder.service" "$DESTDIR$LIBDIR/sysusers.d/feeder.conf" \
    "$DESTDIR$LIBDIR/tmpfiles.d/feeder.conf"
if [ "$(readlink "$DESTDIR/usr/local/bin/feeder" || true)" = "$PREFIX/bin/feeder" ]; then
    rm -f "$DESTDIR/usr/local/bin/feeder"
fi
# Only a folder that is ours: PREFIX may have been mistyped.
if [ -x "$DESTDIR$PREFIX/bin/feeder" ]; then
    rm -rf "$DESTDIR$PREFIX" "$DESTDIR$PREFIX.new" "$DESTDIR$PREFIX.old"
fi
if [ -z "$DESTDIR" ] && [ -d /run/systemd/system ]; then
    systemctl daemon-reload
fi

echo "feeder is removed. These stay, for you to keep or to remove:"
echo "  /etc/feeder       the configuration"
echo "  /var/lib/feeder   entries and feeds; a later installation goes on from them"
echo "  the user feeder   userdel feeder"
