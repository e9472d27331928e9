#!/bin/sh
# The shop: 40 s as it is, then with two canaries, of which checkout 2.4.0 errs in one request of five.
shop() { java -Xmx128m -cp '/opt/bellwether/lib/*' dev.bellwether.demo.ShopMain --endpoint http://front:4317 "$@"; }
shop --seconds 40 >/dev/null || exit
shop --seconds "${SHOP_SECONDS:-3600}" --seed 2 --canary checkout:2.4.0:0.2 --canary catalog:1.5.0
