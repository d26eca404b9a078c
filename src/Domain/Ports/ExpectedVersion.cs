namespace MiyagiSensing.Domain.Ports;

/// <summary>
/// What must be true of a stream when events are appended to it, else nothing is stored: the decision behind the events was made on that state. The default value is <see cref="Any"/>.
/// </summary>
public readonly record struct ExpectedVersion
{
    private const long AnyCode = 0;
    private const long NoStreamCode = -1;
    private const long ExistsCode = -2;

    private readonly long _code;

    private ExpectedVersion(long code) => _code = code;

    /// <summary>Nothing is expected; the stream may be new.</summary>
    public static ExpectedVersion Any => new(AnyCode);

    /// <summary>The stream has no events yet.</summary>
    public static ExpectedVersion NoStream => new(NoStreamCode);

    /// <summary>The stream has at least one event.</summary>
    public static ExpectedVersion Exists => new(ExistsCode);

    /// <summary>As the database function takes it: the version itself, 0 any, -1 no stream, -2 exists.</summary>
    public long Code => _code;

    /// <summary>The stream's last event has just this version, 1 or more.</summary>
    public static ExpectedVersion Exactly(long version)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        return new ExpectedVersion(version);
    }

    /// <summary>The expectation behind a <see cref="Code"/>.</summary>
    public static ExpectedVersion FromCode(long code)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(code, ExistsCode);
        return new ExpectedVersion(code);
    }

    /// <inheritdoc />
    public override string ToString() => _code switch
    {
        AnyCode => "any",
        NoStreamCode => "no stream",
        ExistsCode => "exists",
        _ => $"version {_code}",
    };
}
