using System.Globalization;
using System.Text;
using MiyagiSensing.Domain;

namespace MiyagiSensing.Projections.RtkUsage;

/// <summary>Figures as CSV (RFC 4180, UTF-8), for spreadsheets. Instants and periods are in Japan time and in ISO 8601 (a fiscal year: FY2026), what people call a period has a column of its own; nothing stands where nothing is known.</summary>
public static class RtkCsv
{
    private const string LineEnd = "\r\n";

    /// <summary>Usage by period and group.</summary>
    public static string Of(IEnumerable<RtkUsageFigures> figures, JapanPeriod period) => Table(
        "period,period_name,from,to,group,users,sessions,hours,bytes,epochs,fixed,fixed_share,age_mean_s,age_max_s,drop_outs",
        figures.Select(item => new object?[]
        {
            JapanPeriods.CodeOf(period, item.From), item.Name.Ja, item.From, item.To, item.Group, item.Users, item.Sessions, item.Hours, item.Bytes, item.Epochs, item.Fixed, item.FixedShare, item.AgeMean, item.AgeMax, item.DropOuts,
        }));

    /// <summary>Sessions.</summary>
    public static string Of(IEnumerable<RtkSessionRow> sessions) => Table(
        "device,session,user,station,mountpoint,municipality,from,last_heard,hours,state,reason,bytes,epochs,fixed_share,age_mean_s,age_max_s,drop_outs",
        sessions.Select(item => new object?[]
        {
            item.Device, item.Session, item.User, item.Station, item.Mountpoint, item.Municipality, item.From, item.LastHeard, item.Hours, item.State, item.Reason, item.Bytes, item.Qualities.Sum(),
            item.FixedShare, item.AgeMean, item.AgeMax, item.DropOuts,
        }));

    /// <summary>Availability of base stations.</summary>
    public static string Of(IEnumerable<StationAvailability> availability, JapanPeriod period) => Table(
        "station,period,period_name,from,to,expected,received,share",
        availability.Select(item => new object?[] { item.Station, JapanPeriods.CodeOf(period, item.From), item.Name.Ja, item.From, item.To, item.Expected, item.Received, item.Share }));

    private static string Table(string heading, IEnumerable<object?[]> rows)
    {
        var text = new StringBuilder(heading).Append(LineEnd);
        foreach (var row in rows)
        {
            text.AppendJoin(',', row.Select(Field)).Append(LineEnd);
        }

        return text.ToString();
    }

    private static string Field(object? value) => value switch
    {
        null => "",
        DateTimeOffset at => at.ToOffset(JapanDay.Offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        double number => number.ToString("0.######", CultureInfo.InvariantCulture),
        // A spreadsheet would take such a beginning for a formula.
        string text => Quoted(text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Quoted(string text) => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
