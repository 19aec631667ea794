/** What a spreadsheet would take for a formula when it stands first; also its full-width twins. */
const formula = /^[\s\p{Cc}]*[=+\-@＝＋－＠]/u
const figure = /^-?\d+(\.\d+)?$/

function cell(text: string): string {
  const safe = formula.test(text) && !figure.test(text) ? `'${text}` : text
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Rows as a file for spreadsheets: marked as UTF-8 for Excel, and no cell can run as a formula. */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
