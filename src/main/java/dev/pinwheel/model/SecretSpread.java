package dev.pinwheel.model;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A Feistel network over the lower bits of a number, at most 30 of them: its round functions are
 * tables, filled by AES from the secret when numbers of that size are first met. Thread-safe.
 */
final class SecretSpread implements RunNumberSpread {

  private static final int MOST_BITS = 30;
  private static final int ROUNDS = 10;
  private static final int BLOCK = 16;

  private final SecretKeySpec key;
  private final Map<Integer, Network> networks = new ConcurrentHashMap<>();

  SecretSpread(byte[] secret) {
    this.key = new SecretKeySpec(secret, "AES");
  }

  @Override
  public long spread(long number, int bits) {
    Network network = network(bits);
    return number & ~network.mask | network.forward((int) (number & network.mask));
  }

  @Override
  public long gather(long spread, int bits) {
    Network network = network(bits);
    return spread & ~network.mask | network.backward((int) (spread & network.mask));
  }

  private Network network(int bits) {
    return networks.computeIfAbsent(
        Math.min(bits, MOST_BITS), low -> new Network(low, random(low)));
  }

  /** What AES in counter mode makes of the secret: for each size something else. */
  private byte[] random(int bits) {
    byte[] counter = new byte[BLOCK];
    counter[0] = (byte) bits;
    int values = ROUNDS << (bits + 1) / 2;
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(counter));
      return cipher.doFinal(new byte[Short.BYTES * values]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java runtime has AES", e);
    }
  }

  /** The right part has the odd bit; rounds change the right and the left part in turn. */
  private static final class Network {

    private final long mask;
    private final int rightBits;
    private final int leftMask;
    private final int rightMask;
    private final char[][] tables = new char[ROUNDS][];

    Network(int bits, byte[] random) {
      this.mask = RunId.mask(bits);
      this.rightBits = (bits + 1) / 2;
      this.rightMask = (1 << rightBits) - 1;
      this.leftMask = (1 << bits - rightBits) - 1;
      int at = 0;
      for (int round = 0; round < ROUNDS; round++) {
        tables[round] = new char[rightMask + 1];
        for (int i = 0; i <= rightMask; i++) {
          tables[round][i] = (char) (random[at] << Byte.SIZE | random[at + 1] & 0xff);
          at += Short.BYTES;
        }
      }
    }

    int forward(int number) {
      int left = number >>> rightBits;
      int right = number & rightMask;
      for (int round = 0; round < ROUNDS; round += 2) {
        right ^= tables[round][left] & rightMask;
        left ^= tables[round + 1][right] & leftMask;
      }
      return left << rightBits | right;
    }

    int backward(int spread) {
      int left = spread >>> rightBits;
      int right = spread & rightMask;
      for (int round = ROUNDS - 2; round >= 0; round -= 2) {
        left ^= tables[round + 1][right] & leftMask;
        right ^= tables[round][left] & rightMask;
      }
      return left << rightBits | right;
    }
  }
}
