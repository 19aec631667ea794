import { expect, test } from 'vitest'
import { isAddressName } from './address-name.ts'

test.each([
  '+966 55 123 4567',
  '٠٥٥١٢٣٤٥٦٧',
  '(011) 465.20-30',
  'fahad@najd.example.com',
  'فهد <fahad@najd.example.com>',
])('%s tells how to reach somebody', (name) => expect(isAddressName(name)).toBe(true))

test.each(['فهد القحطاني', 'مؤسسة 2030', '12345', 'ريم @ الدمام', '9665•••4567'])(
  '%s is a name',
  (name) => expect(isAddressName(name)).toBe(false),
)
