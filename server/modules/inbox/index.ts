/**
 * Inbox: the work on what customers say. It owns conversations (open, put off, closed), what they
 * are about, who has them, notes among colleagues, drafts, ready replies, who sits at which desk,
 * and how long customers waited. It says aloud that a conversation was opened, given, closed, is
 * had by nobody, or waits too long, that a colleague was named, and what a customer thought.
 */
export { type InvoiceBook, invoiceBook } from './invoice-book.ts'
export { talksOf } from './waiting.ts'
