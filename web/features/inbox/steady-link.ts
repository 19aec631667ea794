/** A link lasts five minutes from when it was told. */
const lastsMs = 4 * 60_000

/** When each link was told, which may be long before what it leads to is looked at. */
const told = new Map<string, number>()
/** Links as they were first told, by what they lead to. */
const known = new Map<string, { link: string; at: number }>()

function forgetOld(now: number) {
  for (const [link, at] of told) if (now - at >= 30 * lastsMs) told.delete(link)
}

/** Remembers when these came from the server. */
export function hearLinks(links: readonly string[], now = Date.now()) {
  forgetOld(now)
  for (const link of links) told.set(link, now)
}

/**
 * A file's link is another with every answer of the server and lasts five minutes: the first stays
 * while it works, so that a picture is not fetched again and a voice does not start anew whenever
 * the thread is read again.
 */
export function steadyLink(name: string, link: string, now = Date.now()): string {
  const held = known.get(name)
  if (held && (now - held.at < lastsMs || held.link === link)) return held.link
  known.set(name, { link, at: told.get(link) ?? now })
  return link
}

/** Whether the link that is in use for this no longer leads anywhere. */
export function isStale(name: string, now = Date.now()): boolean {
  const held = known.get(name)
  return held !== undefined && now - held.at >= lastsMs
}
