import type { agencies as arabic } from '../../ar/refusals/agencies.ts'

export const agencies: Record<keyof typeof arabic, string> = {
  'collections.agency_not_found': 'We did not find this agency.',
  'collections.agency_archived':
    '{name} is archived. Choose another agency, or bring it back from the archive first.',
  'collections.agency_user':
    'A user of an agency has the role “Agency” alone and works for one agency. Change their role under users, then add them.',
  'collections.agency_has_debts':
    '{name} still has referred debts. Recall or close them first, then archive it.',
  'collections.no_agency':
    'Your account belongs to no agency. Ask the company to add you to your agency’s users.',
  'collections.referral_not_found': 'We did not find this referral.',
  'collections.referral_over': 'This referral is over. Refresh the page to see how it ended.',
  'collections.referral_not_waiting':
    'This referral awaits no agreement. Refresh the page to see where it stands.',
  'collections.referral_own_approval':
    'Whoever prepared a referral does not agree to it. Ask a colleague, or turn the agreement off on the page of agencies.',
  'collections.referral_needs_reason':
    'The reminders are not exhausted. Say why you refer the debt now.',
  'collections.referral_several_currencies':
    'The chosen invoices are in several currencies. Refer those of each currency by themselves.',
  'collections.already_referred': 'Invoice {number} is referred already. Recall it first.',
  'collections.nothing_to_refer': 'Only overdue invoices are referred. Choose one that is due.',
  'collections.update_needs_note': 'Write a note that explains what happened.',
  'collections.update_needs_amount':
    'Enter the amount in the debt’s currency ({currency}) and the day.',
  'collections.agency_payment_not_found': 'We did not find this report or its receipt.',
  'collections.agency_payment_decided': 'This report was decided already. Refresh the page.',
  'collections.agency_payment_early':
    'This day is before the referral ({startedOn}). What was paid earlier is for the company to record.',
  'collections.remit_nothing':
    'Some of these payments were handed over already or are not confirmed. Refresh the page and choose again.',
  'collections.remit_kept_above':
    'Commission and VAT come to more than one of these payments. Record the hand-over without taking commission off.',
  'collections.remit_several_currencies':
    'The payments are in several currencies. Record each currency by itself.',
  'collections.agency_transfer_not_found': 'This transfer was not found.',
  'collections.agency_transfer_above':
    'The amount is more than is open this way between you and the agency. Refresh and enter no more than that.',
  'collections.agency_transfer_account':
    'The account “{name}” is in {currency}. Choose one in the currency of the amount, or leave it empty.',
  'collections.agency_transfer_undone': 'This transfer was undone already. Refresh the page.',
  'collections.evidence_not_found': 'We did not find this pack of evidence.',
  'collections.evidence_not_ready': 'The pack is not complete yet. Try again in a moment.',
  'collections.evidence_paper_not_found': 'We did not find this paper. It may have been removed.',
}
