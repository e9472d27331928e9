#!/bin/sh
# The shop: 40 s as it is, then with two canaries, of which checkout 2.4.0 errs in one request of five. 50 requests a second for each version
# are enough for a verdict in half a minute, and leave a small machine room.
shop() { java -Xmx320m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -cp '/opt/bellwether/lib/*' dev.bellwether.demo.ShopMain --endpoint http://front:4317 --rate 50 "$@"; }
shop --seconds 40 >/dev/null || echo "some of it was not acknowledged; going on" >&2
shop --seconds "${SHOP_SECONDS:-3600}" --seed 2 --canary checkout:2.4.0:0.2 --canary catalog:1.5.0
