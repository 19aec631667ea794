import type { ar } from './ar.ts'

export const en: Record<keyof typeof ar, string> = {
  file: 'Customers',
  number: 'Customer number',
  name: 'Name',
  nameEn: 'Name in English',
  kind: 'Kind',
  company: 'Company',
  person: 'Person',
  stage: 'Stage',
  prospect: 'Prospect',
  customer: 'Customer',
  city: 'City',
  contactName: 'Contact',
  phone: 'Phone',
  email: 'E-mail',
  vatNumber: 'VAT number',
  balance: 'Balance',
  overdue: 'Overdue',
  otherCurrencies: 'Balances in other currencies',
  tags: 'Tags',
  createdAt: 'Added on',
}
