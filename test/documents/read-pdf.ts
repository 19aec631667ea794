/** How many pages a PDF has. */
export const pageCount = (pdf: Buffer): number =>
  pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0

/** The families of the fonts a PDF carries, without the prefix of a subset. */
export function fontFamilies(pdf: Buffer): Set<string> {
  const names = pdf.toString('latin1').matchAll(/\/FontName \/(?:[A-Z]{6}\+)?([A-Za-z]+)/g)
  return new Set([...names].map(([, family]) => family ?? ''))
}
