/**
 * Holds the dashboard, the alerts, the meters and the sample's scrape together. Outside
 * the packages of the sample, so that its component scan does not find it.
 */
@NullMarked
package dev.leat.dashboards;

import org.jspecify.annotations.NullMarked;
