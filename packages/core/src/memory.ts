// Every port in memory, for tests and first steps. Nothing here survives the process.
