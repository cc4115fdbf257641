const spellings: ReadonlyMap<string, readonly string[]> = new Map([
  ['aqui', ['aki', 'aqi', 'ak', 'aky']],
  ['cancelar', ['canselar', 'kancelar', 'kanselar']],
  ['cancele', ['cansele']],
  ['cancelen', ['canselen']],
  ['cancelo', ['canselo']],
  ['cita', ['sita', 'zita']],
  ['clinica', ['klinica']],
  ['confirmo', ['comfirmo', 'konfirmo']],
  ['equivocado', ['ekivocado', 'equibocado']],
  ['estoy', ['stoy', 'toy', 'etoy', 'estoi']],
  ['llegue', ['llege', 'yegue', 'yege']],
  ['llegamos', ['yegamos']],
  ['mensajes', ['mensages', 'msjs', 'msj']],
  ['parqueado', ['parkeado']],
  ['parqueada', ['parkeada']],
  ['por', ['x']],
  ['que', ['q', 'ke']],
  ['quiero', ['kiero', 'qiero']],
  ['voy', ['boy', 'voi']],
]);

/** The ways in which a Spanish word is typed by ear or cut short in texts, such as `aki` for `aqui`; the word is given folded. */
export function spanishSpellings(word: string): readonly string[] {
  return spellings.get(word) ?? [];
}
