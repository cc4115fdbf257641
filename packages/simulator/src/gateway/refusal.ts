/** An error of Twilio's API: https://www.twilio.com/docs/api/errors */
export class GatewayRefusal extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.name = 'GatewayRefusal';
    this.status = status;
    this.code = code;
  }
}

/** Writes a refusal as Twilio does. */
export function toRefusalResponse(refusal: GatewayRefusal, headers: Record<string, string> = {}): Response {
  const { status, code, message } = refusal;
  return Response.json(
    { code, message, more_info: `https://www.twilio.com/docs/errors/${String(code)}`, status },
    { status, headers },
  );
}
