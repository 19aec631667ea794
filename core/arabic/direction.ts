/**
 * Keeps left-to-right text (a phone, an IBAN, a figure) in its own order inside Arabic, in PDF,
 * e-mail and WhatsApp alike, where there is no `<bdi>`.
 */
export const ltr = (text: string): string => (text === '' ? '' : `\u2066${text}\u2069`)

/** Keeps Arabic text in its own order inside a left-to-right sentence. */
export const rtlIsolate = (text: string): string => (text === '' ? '' : `\u2067${text}\u2069`)

/** The same text without isolating marks, for what a machine reads: CSV, XML, a search. */
export const stripIsolates = (text: string): string => text.replace(/[\u2066-\u2069]/g, '')
