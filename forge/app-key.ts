import { generateKeyPair } from 'node:crypto';

/** RSA of 2048 bits, the least that JSON web tokens may be signed with; PKCS#1, the form GitHub hands out. */
export function newAppKey(): Promise<string> {
  return new Promise((resolve, reject) => {
    generateKeyPair(
      'rsa',
      {
        modulusLength: 2048,
        privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
        publicKeyEncoding: { type: 'spki', format: 'pem' },
      },
      (error, _publicKey, privateKey) => (error === null ? resolve(privateKey) : reject(error)),
    );
  });
}
