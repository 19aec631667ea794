import { lazy, Suspense, useMemo } from 'react'
import { type CustomerPiece, type OfCustomer, useCustomerSlots } from './customer-slots.ts'
import { useMay } from './me.tsx'

function Mark({ piece, customerId }: OfCustomer & { piece: CustomerPiece }) {
  const Body = useMemo(() => lazy(async () => ({ default: await piece.load() })), [piece])
  return (
    <Suspense fallback={null}>
      <Body customerId={customerId} />
    </Suspense>
  )
}

/** What features say of a customer beside their name, wherever it stands as a title. */
export function CustomerMarks({ customerId }: OfCustomer) {
  const may = useMay()
  const { customerPieces } = useCustomerSlots()
  return customerPieces
    .filter(({ place, permission }) => place === 'mark' && (!permission || may(permission)))
    .map((piece) => <Mark key={piece.id} piece={piece} customerId={customerId} />)
}
