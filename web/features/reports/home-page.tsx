import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { useGo } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Sheet } from '#web/ui/page.tsx'
import { DashboardSheet } from './dashboard-sheet.tsx'
import { FirstDaySheet } from './first-day.tsx'

/** The first page: the first day's steps until there is a debt to look at, then the figures. */
export function HomePage() {
  const may = useMay()
  const go = useGo()
  const allowed = may('reports.read')
  // Whoever signs in for an agency has one page, and it is another.
  const outside = !may('collections.read') && may('collections.agency_desk') !== undefined
  useEffect(() => {
    if (outside) go('/agency', { replace: true })
  }, [outside, go])
  if (outside) return null
  if (!allowed) return <FirstDaySheet />
  return <Figures />
}

function Figures() {
  const firstDay = useQuery(api.reports.firstDay.queryOptions({ input: {} }))
  const begun = (firstDay.data?.invoices ?? 0) > 0
  const dashboard = useQuery(api.reports.dashboard.queryOptions({ input: {}, enabled: begun }))
  const failed = firstDay.error ?? dashboard.error
  if (failed)
    return (
      <Sheet>
        <Failed
          error={failed}
          onRetry={() => {
            void firstDay.refetch()
            void dashboard.refetch()
          }}
        />
      </Sheet>
    )
  if (firstDay.data && !begun) return <FirstDaySheet state={firstDay.data} />
  if (!dashboard.data)
    return (
      <Sheet>
        <Bones rows={8} />
      </Sheet>
    )
  return (
    <DashboardSheet data={dashboard.data} {...(firstDay.data && { firstDay: firstDay.data })} />
  )
}
