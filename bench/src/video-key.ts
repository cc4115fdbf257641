/** The key of the video server of all measurements. */
export const videoKey = { apiKey: 'bench', apiSecret: 'only for measurements, and not for a clinic' };
