/**
 * What stands in the `sandbox` of the frame around a mail: links open in windows of their own, and
 * those windows are free again; nothing else is allowed, scripts and our origin least of all.
 */
export const mailSandbox = 'allow-popups allow-popups-to-escape-sandbox'

export type MailFrame = Readonly<{
  language: 'ar' | 'en'
  /** As it was asked for when the mail was made safe. */
  showImages?: boolean
}>

/** The policy of a mail's document. */
export const mailPolicy = (showImages = false): string =>
  [
    "default-src 'none'",
    `img-src data:${showImages ? ' https:' : ''}`,
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

/** Headers for a mail's document that is served under an address of its own. */
export const mailFrameHeaders = (showImages = false): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `${mailPolicy(showImages)}; frame-ancestors 'self'; sandbox ${mailSandbox}`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
})

/**
 * The complete document of a mail that was made safe, for an `<iframe sandbox>` with `mailSandbox`.
 * Beside `srcdoc` the policy of the page around holds too, which lets no picture from elsewhere in:
 * with `showImages` it is served under an address of its own. Styles stand in attributes, since the
 * page's policy allows no others there.
 */
export function mailFrame(safeHtml: string, { language, showImages = false }: MailFrame): string {
  const dir = language === 'ar' ? 'rtl' : 'ltr'
  return `<!doctype html><html lang="${language}" dir="${dir}" style="color-scheme:light;background:#ffffff"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${mailPolicy(showImages)}"><meta http-equiv="x-dns-prefetch-control" content="off"><meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width"></head><body dir="auto" style="margin:0;padding:12px;background:#ffffff;color:#1d1b18;font:15px/1.7 'IBM Plex Sans Arabic',Tahoma,'Segoe UI',Arial,sans-serif;overflow-wrap:anywhere">${safeHtml}</body></html>`
}
