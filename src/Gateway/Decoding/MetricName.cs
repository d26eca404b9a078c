using System.Text;

namespace MiyagiSensing.Gateway.Decoding;

/// <summary>A metric's name, once as text and once as the bytes that payloads hold, with what means "missing" under it.</summary>
internal sealed class MetricName(string text, double[] sentinels)
{
    private readonly byte[] _utf8 = Encoding.ASCII.GetBytes(text);

    /// <summary>The name.</summary>
    public string Text { get; } = text;

    /// <summary>The name in UTF-8; ASCII, since it is an id.</summary>
    public ReadOnlySpan<byte> Utf8 => _utf8;

    /// <summary>The value itself, or NaN when it is a sentinel or not finite.</summary>
    public double Screen(double value) => double.IsFinite(value) && !sentinels.AsSpan().Contains(value) ? value : double.NaN;
}
