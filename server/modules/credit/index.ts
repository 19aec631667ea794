/**
 * Credit: who may buy without paying first, for how much and until when. It owns the company's
 * policy, the links by which customers apply, what they applied for and were granted, holds, and the
 * marks that their behaviour left; what they owe is the ledger's to say. It says aloud that credit was asked for, granted,
 * stopped, released or overridden, and that somebody should look at one again.
 */
export { earlyVatOf } from './early-vat.ts'
export { enterByForm } from './form-page.ts'
export { mayBuy, type Sale } from './may-buy.ts'
