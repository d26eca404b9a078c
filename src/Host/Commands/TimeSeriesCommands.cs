using System.CommandLine;
using System.Globalization;
using MiyagiSensing.Projections.TimeSeries;

namespace MiyagiSensing.Host.Commands;

/// <summary><c>timeseries rebuild</c>: fills InfluxDB from the journal, beside the running platform.</summary>
internal static class TimeSeriesCommands
{
    public static Command Build()
    {
        var afresh = new Option<bool>("--afresh") { Description = "Begin at the journal's start even if an interrupted rebuild could go on." };
        var rebuild = new Command("rebuild", "Writes all points of the journal to InfluxDB once more; an interrupted run goes on where it was.") { afresh };
        rebuild.SetAction(async (parse, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            await session.FollowAsync(cancellationToken);
            RebuildProgress? last = null;
            await session.Get<TimeSeriesRebuild>().RunAsync(
                parse.GetValue(afresh),
                progress =>
                {
                    last = progress;
                    Console.Error.WriteLine(Describe(progress));
                },
                cancellationToken);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{last!.PointCount} points written, up to position {last.Target}"));
            foreach (var row in session.Get<LeftOutPoints>().List())
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"left out {row.Count} of {row.Field}: {row.Reason}"));
            }
        });
        return new Command("timeseries", "The points in InfluxDB.") { rebuild };
    }

    private static string Describe(RebuildProgress progress) => string.Create(
        CultureInfo.InvariantCulture,
        $"{progress.Share:P0}, {progress.PointCount} points, {progress.PointsPerSecond:F0} points/s{Left(progress)}");

    private static string Left(RebuildProgress progress) => progress switch
    {
        { Waiting: { } reason } => $", waiting: {reason}",
        { Remaining: { } remaining } when progress.Position < progress.Target => string.Create(CultureInfo.InvariantCulture, $", {remaining:hh\\:mm\\:ss} left"),
        _ => "",
    };
}
