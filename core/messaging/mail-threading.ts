const mostIds = 100
/** Longer than any server makes them, and short enough for an index. */
const longestId = 500
const mostReferences = 20

/**
 * The ids of a Message-ID, In-Reply-To or References header: folded or not, several or one, with
 * brackets or without, each once and in their order.
 */
export function mailIdsOf(value: string): string[] {
  const bracketed = /<([^<>]{1,2000})>/g
  const ids = [...value.matchAll(bracketed)].map(([, id = '']) => id)
  const bare = value
    .replaceAll(bracketed, ' ')
    .split(/[\s,;"<>]+/)
    .filter((word) => /^[^@\s]+@[^@\s]+$/.test(word))
  const clean = [...ids, ...bare]
    .map((id) => id.replaceAll(/[\s\p{Cc}<>]+/gu, ''))
    .filter((id) => id !== '' && id.length <= longestId)
  return [...new Set(clean)].slice(0, mostIds)
}

/** An id as it stands in a head. */
export const bracketed = (mailId: string): string => `<${mailId}>`

/**
 * What an answer refers to: all that the answered mail referred to and itself. Of a long talk the
 * first and the last ones are kept, so that both ends of it are found.
 */
export function referencesOfAnswer(
  answered: Readonly<{
    mailId: string
    references: readonly string[]
    inReplyTo: readonly string[]
  }>,
): string[] {
  const before =
    answered.references.length > 0
      ? answered.references
      : answered.inReplyTo.length === 1
        ? answered.inReplyTo
        : []
  const all = [...new Set(before)].filter((id) => id !== answered.mailId)
  const chain = [...all, answered.mailId]
  if (chain.length <= mostReferences) return chain
  return [...chain.slice(0, 1), ...chain.slice(1 - mostReferences)]
}

/** In which order a mail's ids are looked up among ours: what it answers, then the latest first. */
export const answeredCandidates = (
  mail: Readonly<{ inReplyTo: readonly string[]; references: readonly string[] }>,
): string[] => [...new Set([...mail.inReplyTo, ...mail.references.toReversed()])]

const prefix =
  /^(?:(?:re|rép?|fw|fwd|aw|antw|wg|sv|vs|tr|rv|ref|رد|ردّ|الرد|إعادة توجيه|اعادة توجيه|إعادة|توجيه|تحويل|回复|转发)\s*(?:[[(]\s*\d{1,3}\s*[\])])?\s*[:：]|\[(?:external|ext|خارجي)\])\s*/iu

/** A subject without what mail programs put before it: two mails with the same one may belong together. */
export function normalisedSubject(subject: string): string {
  let rest = subject
    .slice(0, 1000)
    .replaceAll(/[\p{Cf}\u0640]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  for (;;) {
    const shorter = rest.replace(prefix, '')
    if (shorter === rest) return rest.toLowerCase()
    rest = shorter
  }
}
