namespace MiyagiSensing.Chaos.Servers;

/// <summary>
/// What <c>miyagi up</c> does for InfluxDB 1.x, which never writes again after its disk was full, not even when there is room: starts it again when it still complains although
/// there is room.
/// </summary>
internal static class InfluxRelief
{
    private const string Complaint = "no space left on device";
    private const long RoomBytes = 64 * 1024 * 1024;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Looks every five seconds, until cancelled.</summary>
    public static async Task RunAsync(ServerSet servers, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var health = await servers.HealthAsync(cancellationToken);
                if (health.Text.Contains(Complaint, StringComparison.Ordinal) && servers.Disk.FreeBytes() > RoomBytes)
                {
                    servers.Influx.Terminate();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the run.
        }
    }
}
