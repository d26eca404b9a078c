using System.Globalization;
using MiyagiSensing.Domain.Kpis;

namespace MiyagiSensing.Projections.Kpis;

/// <summary>KPIs and their evidence as CSV by RFC 4180, UTF-8, with a heading.</summary>
public static class KpiCsv
{
    private static readonly char[] NeedsQuotes = [',', '"', '\r', '\n'];

    /// <summary>One line for each KPI, fiscal year and figure.</summary>
    public static string Of(IReadOnlyList<KpiOverview> kpis)
    {
        ArgumentNullException.ThrowIfNull(kpis);
        return Table(
            ["id", "name_ja", "name_en", "unit", "baseline_fy", "baseline", "target", "fiscal_year", "as_of", "state", "figure", "value", "opening", "progress", "frozen", "evidence"],
            from kpi in kpis
            from year in kpi.Years
            from figure in year.Figures
            select new[]
            {
                kpi.Kpi.Id, kpi.Kpi.Name.Ja, kpi.Kpi.Name.En, kpi.Kpi.Unit.Ja, new Domain.FiscalYear(kpi.Kpi.Baseline.FiscalYear).ShortName, Number(kpi.Kpi.Baseline.Value),
                Number(KpiTargets.For(kpi.Targets, new Domain.FiscalYear(year.FiscalYear))), year.ShortName, Day(kpi.AsOf), year.State, figure.Id, Number(figure.Value), Number(figure.Opening), Number(figure.Progress),
                Number(year.Frozen?.Figures.FirstOrDefault(frozen => frozen.Id == figure.Id)?.Value), figure.Evidence.ToString(CultureInfo.InvariantCulture),
            });
    }

    /// <summary>One line for each piece of evidence.</summary>
    public static string Of(KpiEvidencePage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return Table(
            ["figure", "subject", "date", "counts", "line_ja", "line_en", "stream", "version", "position", "type", "recorded_at", "actor", "readings", "first_position", "last_position"],
            page.Items.Select(item => new[]
            {
                item.Figure, item.Subject, Day(item.Date), item.Counts ? "true" : "false", item.Line.Ja, item.Line.En, item.Event?.Stream ?? "", Number(item.Event?.Version), Number(item.Event?.Position),
                item.Event?.Type ?? "", item.Event?.RecordedAt.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) ?? "", item.Event?.Actor ?? "", Number(item.Readings),
                Number(item.FirstPosition), Number(item.LastPosition),
            }));
    }

    private static string Table(string[] heading, IEnumerable<string[]> rows) =>
        string.Concat(rows.Prepend(heading).Select(row => string.Join(',', row.Select(Field)) + "\r\n"));

    private static string Field(string text) => text.IndexOfAny(NeedsQuotes) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Number(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
