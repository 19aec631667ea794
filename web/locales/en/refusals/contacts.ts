import type { contactsRefusals } from '#core/contacts/refusals.ts'

/** Why contacts may decline, in English. */
export const contacts: Record<keyof typeof contactsRefusals, string> = {
  'contacts.customer_not_found': 'None of your customers has this id.',
  'contacts.contact_not_found':
    'This person is not at the customer. A colleague may have removed them.',
  'contacts.identity_not_found':
    'This number or address is not the customer’s. A colleague may have removed it.',
  'contacts.not_a_number': 'Only numbers can be marked so.',
  'contacts.owner_not_found': 'The owner you chose no longer works here. Choose another.',
  'contacts.owner_out_of_reach':
    'You add and change your own customers. Ask your manager to move one to a colleague.',
  'contacts.phone_invalid':
    '{typed} is no number of its country. Write it in full, such as 0505512847.',
  'contacts.email_invalid': 'Write the whole address, such as name@example.com.',
  'contacts.identity_taken': 'This number or address is already recorded.',
  'contacts.number_taken': 'Number {number} belongs to another customer.',
  'contacts.merge_with_itself': 'You chose the same record twice. Choose another one to merge.',
  'contacts.already_merged': 'This record is merged into another customer. Separate it first.',
  'contacts.not_merged': 'This record is not merged. A colleague may have separated it just now.',
  'contacts.merged_away':
    'This record was merged into another customer. Open that one and change it there.',
  'contacts.archived': 'The customer is archived already.',
  'contacts.not_archived': 'The customer is not archived.',
  'contacts.erased': 'This customer’s data was erased and cannot be changed.',
  'contacts.only_persons_are_erased':
    'Only persons are erased. A company’s data is not personal: archive it instead.',
}
