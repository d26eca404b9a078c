namespace MiyagiSensing.Dashboard;

/// <summary>What the dashboard needs to know about the installation.</summary>
public sealed class DashboardOptions
{
    /// <summary>
    /// Folder for the keys that seal sign-in cookies; created when absent, readable by the owner only. Kept over a restart, nobody is signed out by one.
    /// Whoever can read it can forge a sign-in.
    /// </summary>
    public required string KeysFolder { get; init; }

    /// <summary>Seconds of the platform's clock that pass in one real second, above 0. Default 1; a replay may run faster.</summary>
    public double ClockSpeed
    {
        get;
        init => field = double.IsFinite(value) && value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The clock speed must be above 0.");
    } = 1;

    /// <summary>True when the platform's clock is not the world's, as in the demo; every page then says so. Default false.</summary>
    public bool IsReplay { get; init; }

    /// <summary>How long a sign-in lasts without a visit, real time. Default eight hours: a working day (chosen).</summary>
    public TimeSpan SessionLength { get; init; } = TimeSpan.FromHours(8);
}
