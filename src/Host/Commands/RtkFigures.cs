using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Rtk;
using MiyagiSensing.Host.Configuration;
using MiyagiSensing.Projections.RtkUsage;
using MiyagiSensing.Projections.Stations;

namespace MiyagiSensing.Host.Commands;

/// <summary><c>rtk usage | sessions | availability | ids</c>: what is read.</summary>
internal static class RtkFigures
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, JapanPeriod> Periods = new()
    {
        ["hour"] = JapanPeriod.Hour,
        ["day"] = JapanPeriod.Day,
        ["tenday"] = JapanPeriod.TenDays,
        ["month"] = JapanPeriod.Month,
        ["fiscalYear"] = JapanPeriod.FiscalYear,
    };

    public static Command Usage()
    {
        var period = PeriodOption();
        var by = new Option<string?>("--by") { Description = "Told apart by base station or municipality." };
        by.AcceptOnlyFromAmong("station", "municipality");
        var station = new Option<string?>("--station") { Description = "Only this base station." };
        var municipality = new Option<string?>("--municipality") { Description = "Only this municipality, by its five-digit code." };
        var (from, to) = Range();
        var (csv, json) = Formats();
        var command = new Command("usage", "Users, sessions, hours, bytes, fixed share, age of corrections and drop-outs by period.") { period, by, station, municipality, from, to, csv, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var (begin, end) = Bounds(parse, from, to);
            var wanted = Periods[parse.GetRequiredValue(period)];
            var figures = await session.Get<IRtkUsageQueries>().UsageAsync(
                wanted, begin, end, parse.GetValue(by) switch { "station" => RtkUsageGrouping.Station, "municipality" => RtkUsageGrouping.Municipality, _ => RtkUsageGrouping.None },
                parse.GetValue(station), parse.GetValue(municipality), cancellationToken);
            Write(parse, csv, json, figures, RtkCsv.Of(figures, wanted), "no sessions in this time", Line);
        });
        return command;
    }

    public static Command Sessions()
    {
        var station = new Option<string?>("--station") { Description = "Only this base station." };
        var user = new Option<string?>("--user") { Description = "Only this pseudonym." };
        var limit = new Option<int>("--limit") { Description = "At most so many, the newest.", DefaultValueFactory = _ => 100 };
        var (from, to) = Range();
        var (csv, json) = Formats();
        var command = new Command("sessions", "Sessions, newest first.") { station, user, limit, from, to, csv, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var (begin, end) = Bounds(parse, from, to);
            var most = parse.GetValue(limit) is > 0 and var number ? number : throw new SettingsException("--limit is how many sessions to show at the most: 1 or more.");
            var pseudonym = parse.GetValue(user);
            if (pseudonym is not null && !RtkPseudonym.IsValid(pseudonym))
            {
                throw new SettingsException($"--user takes a pseudonym: {RtkPseudonym.Form}. User ids have no place on the command line, where the shell keeps them; see docs/rtk.md.");
            }

            var rows = await session.Get<IRtkUsageQueries>().SessionsAsync(begin, end, parse.GetValue(station), pseudonym, most, cancellationToken);
            Write(parse, csv, json, rows, RtkCsv.Of(rows), "no sessions in this time", Line);
        });
        return command;
    }

    public static Command Availability()
    {
        var period = PeriodOption();
        var (from, to) = Range();
        var (csv, json) = Formats();
        var command = new Command("availability", "Share of their five-minute life signs that the base stations sent.") { period, from, to, csv, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var (begin, end) = Bounds(parse, from, to);
            var stations = await session.Get<IStationQueries>().ListAsync("rtk", cancellationToken);
            var wanted = Periods[parse.GetRequiredValue(period)];
            var rows = await session.Get<IRtkUsageQueries>().AvailabilityAsync(
                stations.Select(station => station.Station.Id).Order(StringComparer.Ordinal), wanted, begin, end, cancellationToken);
            Write(parse, csv, json, rows, RtkCsv.Of(rows, wanted), "no base station reported in this time", row => Text($"{row.Name.En}\t{row.Station}\t{row.Received:N0} of {row.Expected:N0}\t{row.Share:P1}"));
        });
        return command;
    }

    public static Command Ids()
    {
        var on = new Option<string?>("--on") { Description = "On this day in Japan; today without it." };
        var knownOn = new Option<string?>("--known-on") { Description = "Only what was recorded by the end of this day in Japan." };
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("ids", "How many user ids are registered.") { on, knownOn, json };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var count = await session.Get<IRtkUsageQueries>().IdsAsync(
                BridgeCommands.Day("--on", parse.GetValue(on)) ?? JapanDay.Of(TimeProvider.System.GetUtcNow()), BridgeCommands.Day("--known-on", parse.GetValue(knownOn)), cancellationToken);
            Console.WriteLine(parse.GetValue(json) ? JsonSerializer.Serialize(count, Json) : Text($"{count.Registered} user ids registered on {count.Day:yyyy-MM-dd}; {count.Ever} ever until then"));
        });
        return command;
    }

    private static Option<string> PeriodOption()
    {
        var period = new Option<string>("--period") { Description = "hour, day, tenday (旬), month or fiscalYear (年度), by Japan's clock.", DefaultValueFactory = _ => "day" };
        period.AcceptOnlyFromAmong([.. Periods.Keys]);
        return period;
    }

    private static (Option<string?> From, Option<string?> To) Range() => (
        new("--from") { Description = "From the beginning of this day in Japan on; 30 days before --to without it." }, new("--to") { Description = "Up to the end of this day in Japan; today without it." });

    private static (Option<bool> Csv, Option<bool> Json) Formats() => (new("--csv") { Description = "For spreadsheets." }, new("--json") { Description = "For programs." });

    private static (DateTimeOffset From, DateTimeOffset To) Bounds(ParseResult parse, Option<string?> from, Option<string?> to)
    {
        var last = BridgeCommands.Day("--to", parse.GetValue(to)) ?? JapanDay.Of(TimeProvider.System.GetUtcNow());
        var first = BridgeCommands.Day("--from", parse.GetValue(from)) ?? last.AddDays(-30);
        return first <= last ? (JapanDay.StartOf(first), JapanDay.StartOf(last.AddDays(1))) : throw new SettingsException("--from lies behind --to.");
    }

    private static void Write<T>(ParseResult parse, Option<bool> csv, Option<bool> json, IReadOnlyList<T> rows, string asCsv, string none, Func<T, string> line)
    {
        if (parse.GetValue(csv) || parse.GetValue(json))
        {
            Console.Write(parse.GetValue(csv) ? asCsv : JsonSerializer.Serialize(rows, Json) + Environment.NewLine);
            return;
        }

        Console.WriteLine(rows.Count == 0 ? none : string.Join(Environment.NewLine, rows.Select(line)));
    }

    private static string Line(RtkUsageFigures row) => Text(
        $"{row.Name.En}\t{(row.Group is null ? "" : row.Group + "\t")}users {row.Users}\tsessions {row.Sessions}\t{row.Hours:0.00} h\t{row.Bytes / 1e6:0.0} MB\tfixed {Share(row.FixedShare)}\tage {Seconds(row.AgeMean)} (max {Seconds(row.AgeMax)})\tdrop-outs {row.DropOuts}");

    private static string Line(RtkSessionRow row) => Text(
        $"{row.From.ToOffset(JapanDay.Offset):yyyy-MM-dd HH:mm} JST\t{row.User ?? "(nobody named)"}\t{row.Station ?? row.Device}\t{row.Hours:0.00} h\t{row.State}\t{row.Municipality ?? "-"}\tfixed {Share(row.FixedShare)}\tdrop-outs {row.DropOuts}");

    private static string Share(double? share) => share is { } known ? Text($"{known:P1}") : "-";

    private static string Seconds(double? seconds) => seconds is { } known ? Text($"{known:0.0} s") : "-";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
