/**
 * Where the built join page lies. This file and the published ones both lie one folder below the package, so that the page is found from
 * the sources too.
 */
export const pageFolder = new URL('../dist/page/', import.meta.url);
