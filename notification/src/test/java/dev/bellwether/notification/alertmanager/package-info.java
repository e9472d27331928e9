@NullMarked
package dev.bellwether.notification.alertmanager;

import org.jspecify.annotations.NullMarked;
