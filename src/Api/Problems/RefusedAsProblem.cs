namespace MiyagiSensing.Api.Problems;

/// <summary>Marks endpoints whose callers are programs: a refusal is a status with problem+json, never a redirect to a page.</summary>
internal sealed class RefusedAsProblem
{
    private RefusedAsProblem()
    {
    }

    public static RefusedAsProblem Marker { get; } = new();
}
