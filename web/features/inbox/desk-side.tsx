import type { ConversationDetail } from '#core/inbox/conversation.ts'
import { useMay } from '#web/me.tsx'
import { DebtPart } from './debt-part.tsx'
import css from './inbox.module.css'
import { LinkPart } from './link-part.tsx'
import { ChasePart, PaymentsPart, PromisesPart } from './money-parts.tsx'
import { PeoplePart } from './people-part.tsx'
import type { SendView } from './use-send.ts'

type Props = Readonly<{ detail: ConversationDetail; sending: SendView }>

/** Who the customer is and how they stand, each part for those who may see it. */
export function DeskSide({ detail, sending }: Props) {
  const may = useMay()
  const customerId = detail.customer?.id
  return (
    <div className={css['sideParts']}>
      <LinkPart detail={detail} />
      {customerId && may('ledger.statement') && (
        <DebtPart customerId={customerId} detail={detail} sending={sending} />
      )}
      {customerId && may('collections.read') && <PromisesPart customerId={customerId} />}
      {customerId && may('collections.read') && <ChasePart customerId={customerId} />}
      {customerId && may('payments.read') && <PaymentsPart customerId={customerId} />}
      <PeoplePart detail={detail} />
    </div>
  )
}
