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

type PlaceProps = OfCustomer & Readonly<{ at: CustomerPiece['place'] }>

function Pieces({ at, customerId }: PlaceProps) {
  const may = useMay()
  const { customerPieces } = useCustomerSlots()
  return customerPieces
    .filter(({ place, permission }) => place === at && (!permission || may(permission)))
    .map((piece) => <Mark key={piece.id} piece={piece} customerId={customerId} />)
}

/** What features say of a customer beside their name, wherever it stands as a title. */
export const CustomerMarks = ({ customerId }: OfCustomer) => (
  <Pieces at="mark" customerId={customerId} />
)

/** What is to be known beside a customer's balance, wherever it stands: it is owed, and yet on its way. */
export const BesideBalance = ({ customerId }: OfCustomer) => (
  <Pieces at="balance" customerId={customerId} />
)
