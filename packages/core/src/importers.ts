// What a clinic brings from the program that it used before. Pure: text in, plain data out.
export { importClinicArrivals } from './importers/clinicarrivals/import-clinicarrivals.ts';
export type { ClinicArrivalsFiles } from './importers/clinicarrivals/import-clinicarrivals.ts';
export { importTwilioApp } from './importers/twilio-app/import-twilio-app.ts';
export type { Imported, NotCarriedOver } from './importers/imported.ts';
