/** The account of a simulated clinic unless its options say otherwise. */
export const simulatedAccount = {
  accountSid: 'AC0123456789abcdef0123456789abcdef',
  authToken: 'simulated-auth-token',
  numbers: ['+61480000001'],
} as const;
