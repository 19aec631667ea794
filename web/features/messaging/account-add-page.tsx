import { useState } from 'react'
import { channelOfVendor, vendorNames } from '#core/messaging/vendors.ts'
import { newId } from '#web/new-id.ts'
import { useSearchText } from '#web/place.ts'
import { ChannelIcon } from '#web/ui/channel-icon.tsx'
import { Go } from '#web/ui/link.tsx'
import { PageHead, Section, Sheet } from '#web/ui/page.tsx'
import { useWords } from '#web/words.ts'
import { channelOrder } from './account-looks.tsx'
import css from './accounts.module.css'

/** Chooses the vendor of a new account; what each one asks for is said before. */
export function AccountAddPage() {
  const t = useWords('channels')
  const [search] = useSearchText()
  const [id] = useState(newId)
  const asked = channelOrder.find((channel) => channel === search['channel'])
  return (
    <Sheet label={t('add')} narrow>
      <PageHead title={t('add_title')}>{t('add_hint')}</PageHead>
      {channelOrder
        .filter((channel) => !asked || channel === asked)
        .map((channel) => (
          <Section
            key={channel}
            title={
              <span className={css['channel']}>
                <ChannelIcon channel={channel} size={20} />
                {t(channel)}
              </span>
            }
          >
            <ul className={css['vendors']}>
              {vendorNames
                .filter((vendor) => channelOfVendor(vendor) === channel)
                .map((vendor) => (
                  <li key={vendor}>
                    <Go to={`/settings/channels/${id}?vendor=${vendor}`}>
                      <b>{t(`vendor_${vendor}`)}</b>
                      <small>{t(`needs_${vendor}`)}</small>
                    </Go>
                  </li>
                ))}
            </ul>
          </Section>
        ))}
    </Sheet>
  )
}
