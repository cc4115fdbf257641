/** Who the journal says it was: this page has no names, the console will have. */
export const reception = 'reception';
