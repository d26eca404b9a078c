namespace MiyagiSensing.Domain.Quality;

/// <summary>
/// The flags of one reading, one for each test that is configured for its series; four bytes. <c>default</c> is a reading that has a value and no test.
/// </summary>
public readonly record struct QualityFlags
{
    private const int BitsPerTest = 4;
    private const int KindCount = 6;

    // Beyond the tests stands whether there is a value at all, which holds also where no test is configured.
    private const uint MissingMark = (uint)QualityFlag.Missing << (KindCount * BitsPerTest);

    private QualityFlags(uint packed)
    {
        Packed = packed;
    }

    /// <summary>For storing: four bits a test, at four times its number, 0 for a test that is not configured; bits 24 to 27 are 9 when the value is missing.</summary>
    public uint Packed { get; }

    /// <summary>A reading without a value.</summary>
    public static QualityFlags Missing { get; } = new(MissingMark);

    /// <summary>True when there is no value.</summary>
    public bool IsMissing => (Packed & MissingMark) != 0;

    /// <summary>One test's flag; null when the test is not configured.</summary>
    public QualityFlag? this[QualityTestKind test] => ((Packed >> Shift(test)) & 0xF) is var flag and not 0 ? (QualityFlag)flag : null;

    /// <summary>
    /// The one flag that stands beside the value: missing when there is none, else the gravest of fail, suspect, not evaluated (some configured test is not done yet), pass. Not evaluated when no test is configured:
    /// unknown is not good.
    /// </summary>
    public QualityFlag Aggregate
    {
        get
        {
            if (IsMissing)
            {
                return QualityFlag.Missing;
            }

            var (gravest, rest) = (Packed == 0 ? QualityFlag.NotEvaluated : QualityFlag.Pass, Packed);
            for (; rest != 0; rest >>= BitsPerTest)
            {
                // The order of the flags' numbers is the order of their gravity, as long as there is a value.
                gravest = (QualityFlag)Math.Max((uint)gravest, rest & 0xF);
            }

            return gravest;
        }
    }

    /// <summary>Flags as they were stored.</summary>
    /// <param name="packed">What <see cref="Packed"/> gave.</param>
    public static QualityFlags FromPacked(uint packed) => new(packed);

    /// <summary>The same with one test's flag set.</summary>
    public QualityFlags With(QualityTestKind test, QualityFlag flag) => new((Packed & ~(0xFu << Shift(test))) | ((uint)flag << Shift(test)));

    private static int Shift(QualityTestKind test) => (int)test * BitsPerTest;
}
