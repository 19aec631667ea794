import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Agency } from '#core/collections/agency-api.ts'
import { api, client } from '#web/client.ts'
import { useMay } from '#web/me.tsx'
import { newId } from '#web/new-id.ts'
import { useGo, useParam } from '#web/place.ts'
import { Bones, Failed } from '#web/ui/blank.tsx'
import { Chip } from '#web/ui/chip.tsx'
import { Facts } from '#web/ui/page.tsx'
import { RecordBody, RecordHeader, RecordPage } from '#web/ui/record/record.tsx'
import { Money } from '#web/ui/text/money.tsx'
import { Bdi, Percent, Phone } from '#web/ui/text/text.tsx'
import { useWords } from '#web/words.ts'
import { Between } from './between.tsx'
import { CommissionPart } from './commission.tsx'
import { Exchange } from './exchange.tsx'
import { HeldMoney } from './held-money.tsx'

/** One agency: what it has in hand, what lies with it, what it earned, and its files. */
export function AgencyPage() {
  const id = useParam('id')
  const { data, error, refetch } = useQuery(api.collections.agency.queryOptions({ input: { id } }))
  if (error) return <Failed error={error} onRetry={() => void refetch()} />
  return data ? <Record agency={data} /> : <Bones rows={6} />
}

function Record({ agency }: { agency: Agency }) {
  const t = useWords('agencies')
  const may = useMay()
  const go = useGo()
  const ui = useWords('ui')
  const { id } = agency
  // What lies between the agency and the company is of all its customers together.
  const whole = may('collections.agencies') === 'all' && may('collections.read') === 'all'
  return (
    <RecordPage>
      <RecordHeader
        name={agency.name}
        chips={agency.archived && <Chip>{t('archived')}</Chip>}
        facts={
          <>
            {agency.contactName && (
              <span>
                <Bdi>{agency.contactName}</Bdi>
              </span>
            )}
            {agency.phone && (
              <span>
                <Phone value={agency.phone} />
              </span>
            )}
          </>
        }
        actions={
          may('collections.agencies') && (
            <Button variant="default" onClick={() => go(`/agencies/${id}/edit`)}>
              {ui('edit')}
            </Button>
          )
        }
      >
        <div>
          <span className="muted">
            {t('in_hand')} · {t('open_count', { count: agency.open })}
          </span>
          {agency.left.map((money) => (
            <div key={money.currency}>
              <Money value={money} size="hero" />
            </div>
          ))}
        </div>
      </RecordHeader>
      <RecordBody side={<Terms agency={agency} />} sideLabel={t('terms')}>
        {may('collections.agencies') && <HeldMoney agency={agency} />}
        {whole && <Between agency={agency} />}
        {may('collections.agencies') && (
          <CommissionPart
            load={(month) => api.collections.commission.queryOptions({ input: { id, month } })}
            fileOf={(month, format) =>
              `/api/v1/agencies/${id}/commission/file?month=${month}&format=${format}`
            }
            linked
          />
        )}
        {may('collections.refer') && (
          <Exchange
            exportTo={`/api/v1/agencies/${id}/debts/file`}
            send={(file) => client.collections.importUpdates({ id, requestId: newId(), file })}
          />
        )}
      </RecordBody>
    </RecordPage>
  )
}

function Terms({ agency }: { agency: Agency }) {
  const t = useWords('agencies')
  const { terms } = agency
  return (
    <Facts
      rows={[
        ...terms.bands.map(
          ({ fromDays, basisPoints }) =>
            [
              `${t('band_from')} ${fromDays}`,
              <Percent key={fromDays} value={basisPoints / 10_000} />,
            ] as const,
        ),
        [t('minimum'), <Money key="minimum" value={terms.minimum} />],
        ...(agency.registration ? ([[t('registration'), agency.registration]] as const) : []),
        ...(agency.email ? ([[t('email'), <Bdi key="mail">{agency.email}</Bdi>]] as const) : []),
        [t('users'), agency.members.map(({ name }) => name).join('، ') || '—'],
        ...(agency.contract ? ([[t('contract'), agency.contract]] as const) : []),
      ]}
    />
  )
}
