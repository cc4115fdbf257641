/** What a message of a test says; the rest is as in {@link siu}. */
export interface SiuParts {
  readonly trigger?: string;
  readonly controlId?: string;
  /** Segments that take the place of those of the same name; an empty text leaves the segment out. */
  readonly segments?: Readonly<Record<string, string>>;
}

/** A message of scheduling as the standard's examples have it, in version 2.3.1. */
export function siu({ trigger = 'S12', controlId = 'MSG00001', segments = {} }: SiuParts = {}): string {
  const lines: Readonly<Record<string, string>> = {
    MSH: `MSH|^~\\&|PLANNER|OWL|ARRIVALS|OWL|20260504194119+0000||SIU^${trigger}|${controlId}|P|2.3.1||||||UNICODE UTF-8`,
    SCH: 'SCH|P-1^PLANNER|20000^OWL|||||Checkup|CHECKUP^Check-up|15|MIN|^^15^20260505103000^20260505104500||||||||||||||Booked',
    PID: 'PID|1||9^^^NAT^NI~1000^^^OWL^MR||Doe^Jane^^^Ms||19800101|F|||1 High St^^Melbourne||0396501234^PRN^PH~0491570006^PRS^CP||eng',
    PV1: 'PV1|1|O|Clinic B^^^Owl House||||ATT^Old^Otto^^^Dr',
    AIL: 'AIL|1||Clinic A^Room 3^^Owl House',
    AIP: 'AIP|1||FOX^Fox^Anna^^^Dr|DOCTOR',
    ...segments,
  };
  return `${Object.values(lines).filter(Boolean).join('\r')}\r`;
}

/** A message in its frame. */
export function framed(message: string | Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([0x0b]), Buffer.from(message), Buffer.from([0x1c, 0x0d])]);
}
