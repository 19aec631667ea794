import type { TemplateOffer } from '#core/inbox/api.ts'

type Part = 'header' | 'body'

/** A part with its variables in place; one that is still empty keeps its name in view. */
function part(offer: TemplateOffer, of: Part, text: string, values: readonly string[]): string {
  const own = offer.variables.flatMap((variable, at) =>
    variable.in === of ? [{ name: variable.name, value: values[at]?.trim() ?? '' }] : [],
  )
  return text.replace(/\{\{\s*([^{}\s]+)\s*\}\}/gu, (piece, name: string) => {
    const found = own.find((each) => each.name === name) ?? own[Number(name) - 1]
    return found?.value || piece
  })
}

/** The words of a template as the customer will read them. */
export const filled = (offer: TemplateOffer, values: readonly string[]): string =>
  part(offer, 'body', offer.body, values)

/** Its heading, the same way. */
export const headerOf = (offer: TemplateOffer, values: readonly string[]): string =>
  offer.header ? part(offer, 'header', offer.header, values) : ''
