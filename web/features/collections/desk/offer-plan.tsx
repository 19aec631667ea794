import { Button } from '@mantine/core'
import { useState } from 'react'
import { PlanDialog } from '#web/customer-dialog.tsx'
import { useMay } from '#web/me.tsx'
import { useWords } from '#web/words.ts'

/** Who wants a plan is offered one here and now. */
export function OfferPlan({ customerId }: { customerId: string }) {
  const t = useWords('plans')
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const [made, setMade] = useState(false)
  if (may('collections.payment_plan') === undefined) return null
  return (
    <div>
      {made ? (
        <p role="status">{t('offered_here')}</p>
      ) : (
        <Button variant="default" onClick={() => setAsking(true)}>
          {t('propose')}
        </Button>
      )}
      {asking && (
        <PlanDialog
          customerId={customerId}
          onMade={() => setMade(true)}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}
