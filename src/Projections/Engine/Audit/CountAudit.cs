using System.Globalization;

namespace MiyagiSensing.Projections.Engine.Audit;

/// <summary>A number for each key, which grows.</summary>
internal abstract class CountAudit : RowAudit
{
    public override string Combine(string earlier, string later) => Text(NumberOf(earlier) + NumberOf(later));

    public override long NumberOf(string value) => long.Parse(value, CultureInfo.InvariantCulture);

    /// <summary>Adds to a key's number.</summary>
    protected void Add(long count, params ReadOnlySpan<string> key)
    {
        if (count > 0)
        {
            Note(Text(count), key);
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
